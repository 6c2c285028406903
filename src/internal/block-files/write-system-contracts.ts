import { isSince } from "../model/fork-order.ts";
import type { Address, Hex } from "../model/location.ts";
import type { PreState, PreStateAccount } from "../model/scenario.ts";
import { toWord } from "../primitives/hex.ts";
import type { BlockFile } from "./narrow-block-file.ts";

const BEACON_ROOTS: Address = "0x000f3df6d732807ef1319fb7b8bb8522d0beac02";
const HISTORY: Address = "0x0000f90827f1c53a10cb7a02335b175320002935";

/** Both contracts are ring buffers of this many entries. */
const WINDOW = 8191n;

/**
 * The state after what a block does before its first transaction: from Cancun on it notes the root of
 * the parent beacon block (EIP-4788), from Prague on the hash of the parent block (EIP-2935). A
 * contract without code is not written to; a file leaves out what no transaction touches.
 */
export function writeSystemContracts(
  state: PreState,
  { number, hardfork, env }: Pick<BlockFile, "number" | "hardfork" | "env">,
): PreState {
  const { timestamp, parentBeaconBlockRoot, parentHash } = env;
  const written = new Map(state);
  if (isSince(hardfork, "cancun") && parentBeaconBlockRoot !== undefined) {
    write(written, BEACON_ROOTS, [
      [timestamp % WINDOW, timestamp],
      [(timestamp % WINDOW) + WINDOW, BigInt(parentBeaconBlockRoot)],
    ]);
  }
  if (isSince(hardfork, "prague") && number > 0n) {
    write(written, HISTORY, [[(number - 1n) % WINDOW, BigInt(parentHash)]]);
  }
  return written;
}

function write(
  state: Map<Address, PreStateAccount>,
  address: Address,
  entries: readonly (readonly [slot: bigint, value: bigint])[],
): void {
  const account = state.get(address);
  if (account === undefined || account.code === "0x") return;
  const slots = entries.map(([slot, value]): [Hex, bigint] => [toWord(slot), value]);
  state.set(address, { ...account, storage: new Map([...account.storage, ...slots]) });
}
