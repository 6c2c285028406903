import type { VersionedMemory } from "../memory/versioned-memory.ts";
import { StateView } from "../state/state-view.ts";
import type { HostedScenario } from "./hosted-scenario.ts";

/**
 * The runner takes the sender's nonce from the transaction; whoever commits it checks it here, once
 * all before it have run. Returns what is wrong.
 */
export function wrongNonce(
  scenario: HostedScenario,
  memory: VersionedMemory,
  index: number,
): string | undefined {
  const fields = scenario.transactions[index]?.fields;
  if (fields === undefined) return undefined;
  const actual = new StateView(scenario.base, memory, index).read(`nonce:${fields.from}`);
  if (actual === BigInt(fields.nonce)) return undefined;
  return `its nonce is ${BigInt(fields.nonce)}, but the account's is ${actual}`;
}
