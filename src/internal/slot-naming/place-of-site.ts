import type { AccessSite } from "../model/access-set.ts";
import type { CodeBook, ExecutedCall } from "./code-book.ts";
import { placeOf } from "./place-of.ts";
import type { SourcePosition } from "./source-position.ts";

/** Where in the sources an access was made; undefined where its contract or its line is not known. */
export function placeOfSite(
  book: CodeBook,
  call: ExecutedCall,
  site: AccessSite,
): SourcePosition | undefined {
  const frame = call.attribution.frames[site.frame];
  const contract = frame && book.contractOf(frame, call.codes);
  return contract && placeOf({ contract, isCreate: frame.isCreate, pc: site.pc });
}
