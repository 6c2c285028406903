import { withoutKeys } from "../model/path-keys.ts";

/** The fields in the path of a hotspot, without their keys, which may hold anything: `a[x], b` gives `a[*]` and `b`. */
export function fieldsIn(path: string): readonly string[] {
  return [...new Set(withoutKeys(path).replace(/\s+/g, " ").split(", "))];
}
