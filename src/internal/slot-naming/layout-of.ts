import type { AccessSite } from "../model/access-set.ts";
import type { ContractInfo } from "../model/contract.ts";
import type { Address, Hex } from "../model/location.ts";
import type { CodeBook, ExecutedCall } from "./code-book.ts";
import type { StorageField } from "./fields-at.ts";
import { withCallers } from "./frames.ts";
import { resolveSlot } from "./resolve-slot.ts";

/** One slot as one transaction touched it. `sites` are those of the slot. */
export interface StorageAccess {
  readonly address: Address;
  readonly slot: Hex;
  readonly sites: readonly AccessSite[];
  readonly call: ExecutedCall;
}

/** What the compiler keeps in the slot, by the layout that knows it. */
export function layoutOf(
  book: CodeBook,
  access: StorageAccess,
  contracts: readonly ContractInfo[],
): { contract: ContractInfo; fields: readonly StorageField[] } | undefined {
  for (const contract of contracts) {
    const storage = book.storageOf(contract);
    if (storage === undefined) continue;
    const hashes = book.hashesOf(access.call.attribution);
    const fields = resolveSlot(storage, BigInt(access.slot), hashes);
    if (fields.length > 0) return { contract, fields };
  }
  return undefined;
}

/** Frames that accessed the slot; when none is known, all that ran for the account. */
export function accessingFrames({ address, sites, call }: StorageAccess): readonly number[] {
  if (sites.length > 0) return [...new Set(sites.map((site) => site.frame))];
  return call.attribution.frames.flatMap((frame, index) =>
    frame.address === address ? index : [],
  );
}

/**
 * Whose layout may name the slot, best first: the code that ran, as behind a proxy the proxy's own
 * layout knows nothing of the variables; then, for a library, the code that called it.
 */
export function layoutCandidates(book: CodeBook, access: StorageAccess): readonly ContractInfo[] {
  const { frames } = access.call.attribution;
  const contracts = accessingFrames(access)
    .flatMap((index) => withCallers(frames, index))
    .filter((frame) => frame.address === access.address)
    .flatMap((frame) => book.contractOf(frame, access.call.codes) ?? [])
    .filter((contract) => !book.isLibrary(contract));
  return [...new Set(contracts)];
}
