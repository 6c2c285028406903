import type { Location } from "../model/location.ts";
import type { PreState } from "../model/scenario.ts";
import { bytesToBigInt, hexToBytes } from "../primitives/hex.ts";
import { keccak256 } from "../primitives/keccak.ts";

/** What a location held before the scenario, in the terms of access sets. */
export function valueBefore(preState: PreState, location: Location): bigint {
  const account = preState.get(location.address);
  if (account === undefined) return 0n;
  const { balance, nonce, code, storage } = account;
  switch (location.kind) {
    case "storage":
      return storage.get(location.slot) ?? 0n;
    case "balance":
      return balance;
    case "nonce":
      return nonce;
    case "code":
      return code === "0x" ? 0n : bytesToBigInt(keccak256(hexToBytes(code)));
    case "existence":
      return balance !== 0n || nonce !== 0n || code !== "0x" ? 1n : 0n;
  }
}
