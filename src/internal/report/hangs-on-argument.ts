import type { ReportHotspot } from "../model/report.ts";

/**
 * Whether users meet there only if they name the same thing in an argument: `cells[arg:row]`. Crowds vary
 * what arguments name where it is a key of a mapping or an index of an array that can be made longer; other
 * indices stay the same for all of them, and the name has to tell. Not so where elements of other indices
 * lie in the same slot.
 */
export function hangsOnArgument({ path, packed }: Pick<ReportHotspot, "path" | "packed">): boolean {
  return path.includes("[arg:") && packed.every((field) => field.includes("[arg:"));
}
