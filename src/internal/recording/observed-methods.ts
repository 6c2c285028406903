import type { BoundaryRecord } from "../model/recording.ts";

/**
 * What a request means to the recorder. A method that is not listed changes neither blocks nor
 * state and passes by.
 * - `send`: sends a transaction, which may be mined at once.
 * - `mine`: mines blocks.
 * - `boundary`: ends a scenario.
 * - `call`: asks a contract for a result.
 * - `drop`: removes a transaction that is not mined yet.
 * - `logging`: switches EDR's log on or off.
 *
 * `hardhat_setCoinbase` and the like change the next block's environment, which every transaction
 * records for itself, so they end nothing.
 */
export type ObservedMethod =
  | { readonly kind: "send" | "mine" | "call" | "drop" | "logging" }
  | { readonly kind: "boundary"; readonly reason: BoundaryRecord["reason"] };

const STATE_EDIT: ObservedMethod = { kind: "boundary", reason: "state-edit" };

const OBSERVED = new Map<string, ObservedMethod>([
  ["eth_sendTransaction", { kind: "send" }],
  ["eth_sendRawTransaction", { kind: "send" }],
  ["eth_call", { kind: "call" }],
  ["evm_mine", { kind: "mine" }],
  ["hardhat_mine", { kind: "mine" }],
  ["evm_snapshot", { kind: "boundary", reason: "snapshot" }],
  ["evm_revert", { kind: "boundary", reason: "revert" }],
  ["hardhat_reset", { kind: "boundary", reason: "reset" }],
  ["hardhat_setBalance", STATE_EDIT],
  ["hardhat_setCode", STATE_EDIT],
  ["hardhat_setNonce", STATE_EDIT],
  ["hardhat_setStorageAt", STATE_EDIT],
  ["hardhat_dropTransaction", { kind: "drop" }],
  ["hardhat_setLoggingEnabled", { kind: "logging" }],
]);

export function observedMethod(method: string): ObservedMethod | undefined {
  return OBSERVED.get(method);
}
