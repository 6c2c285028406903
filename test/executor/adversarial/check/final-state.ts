import type { ScenarioExecution } from "../../../../src/internal/model/execution.ts";
import { type LocationKey, storageKey } from "../../../../src/internal/model/location.ts";
import type { Scenario } from "../../../../src/internal/model/scenario.ts";
import { bytesToHex, hexToBytes } from "../../../../src/internal/primitives/hex.ts";
import { keccak256 } from "../../../../src/internal/primitives/keccak.ts";

/** The state after a scenario as the executor tells it: the state before, and all writes in their order. */
export function finalState(execution: ScenarioExecution): Map<LocationKey, bigint> {
  const state = valuesBefore(execution.scenario);
  for (const { result } of execution.transactions) {
    const writes = result?.accesses.writes ?? [];
    for (const { location, kind, value } of writes) {
      // An account was destroyed, and all its storage with it, which is not written slot by slot.
      if (location.startsWith("nonce:") && kind === "set" && value === 0n) {
        clearStorage(state, location.slice("nonce:".length));
      }
    }
    for (const { location, kind, value } of writes) {
      // Nobody can ask a chain for it, and it follows from the others.
      if (location.startsWith("existence:")) continue;
      state.set(location, kind === "set" ? value : (state.get(location) ?? 0n) + value);
    }
  }
  return state;
}

function clearStorage(state: Map<LocationKey, bigint>, address: string): void {
  for (const location of state.keys()) {
    if (location.startsWith(`storage:${address}:`)) state.set(location, 0n);
  }
}

function valuesBefore({ preState }: Scenario): Map<LocationKey, bigint> {
  const values = new Map<LocationKey, bigint>();
  for (const [address, { balance, nonce, code, storage }] of preState) {
    values.set(`balance:${address}`, balance);
    values.set(`nonce:${address}`, nonce);
    values.set(
      `code:${address}`,
      code === "0x" ? 0n : BigInt(bytesToHex(keccak256(hexToBytes(code)))),
    );
    for (const [slot, value] of storage) values.set(storageKey(address, slot), value);
  }
  return values;
}
