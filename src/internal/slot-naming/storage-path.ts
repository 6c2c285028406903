import type { Hex } from "../model/location.ts";

/** How a location is reached: the first segment is the state variable's own name. */
export type Segment =
  { readonly kind: "name"; readonly name: string } | { readonly kind: "key"; readonly key: Key };

/** `data` is the 32-byte word that was hashed, or the bytes of a string or bytes key. */
export interface Key {
  readonly type: KeyType;
  readonly data: Hex;
}

/** `index` is the index of an array element. */
export type KeyType =
  | { readonly kind: "address" | "unsigned" | "signed" | "bool" | "string" | "bytes" | "index" }
  | { readonly kind: "fixed-bytes"; readonly length: number };

/** The path as Solidity, with each key shown as `showKey` says. */
export function renderPath(path: readonly Segment[], showKey: (key: Key) => string): string {
  return path
    .map((segment, index) =>
      segment.kind === "key"
        ? `[${showKey(segment.key)}]`
        : `${index > 0 ? "." : ""}${segment.name}`,
    )
    .join("");
}

/**
 * One name for all fields that share a slot and for all keys: `owner+paused`,
 * `accounts[*].{debt+credit}`, `small[*]`. Fields of one slot differ in their last segment only.
 */
export function renderGroup(paths: readonly (readonly Segment[])[]): string {
  const stem = renderPath(paths[0]?.slice(0, -1) ?? [], () => "*");
  const ends = [...new Set(paths.map((path) => renderPath(path.slice(-1), () => "*")))];
  const [only] = ends;
  if (ends.length === 1 && only !== undefined) {
    return stem === "" || only.startsWith("[") ? stem + only : `${stem}.${only}`;
  }
  return stem === "" ? ends.join("+") : `${stem}.{${ends.join("+")}}`;
}
