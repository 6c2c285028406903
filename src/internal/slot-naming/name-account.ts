import type { ContractInfo } from "../model/contract.ts";
import type { Location } from "../model/location.ts";
import type { LocationName } from "../model/slot-name.ts";
import type { CodeBook, ExecutedCall } from "./code-book.ts";

/** The balance, nonce or code of an account. */
export function nameAccount(
  book: CodeBook,
  location: Exclude<Location, { kind: "storage" }>,
  call: ExecutedCall,
): LocationName {
  const variable = location.kind === "existence" ? "balance" : location.kind;
  const { address } = location;
  const contract = contractAt(book, location, call);
  if (contract === undefined) {
    const { words } = call;
    const who = words?.party?.(address) ?? words?.stranger?.(address) ?? address;
    const ran = call.attribution.frames.some((frame) => frame.address === address);
    const reason = ran
      ? `the code at ${who} is not of this project`
      : "not a contract of this project";
    return { kind: "raw", path: `${variable} of ${who}`, reason };
  }
  const path = `address(this).${variable}`;
  const field = { variable, path, concretePath: path };
  return { kind: "named", contract: contract.name, group: path, fields: [field], packed: [] };
}

/**
 * Of a proxy its implementation, which also names its storage; never a library that it used. Of an account whose code
 * ran for others only, as a library's does, what that code is.
 */
function contractAt(
  book: CodeBook,
  { address }: Location,
  { attribution, codes }: ExecutedCall,
): ContractInfo | undefined {
  const known = attribution.frames
    .filter((frame) => frame.address === address)
    .flatMap((frame) => {
      const contract = book.contractOf(frame, codes);
      return contract && !book.isLibrary(contract) ? [{ frame, contract }] : [];
    });
  const passedOn = known.find(({ frame }) => frame.codeAddress !== frame.address);
  const lent = attribution.frames.find((frame) => frame.codeAddress === address);
  return (passedOn ?? known[0])?.contract ?? (lent && book.contractOf(lent, codes));
}
