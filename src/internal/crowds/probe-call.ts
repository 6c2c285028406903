import type { Scenario } from "../model/scenario.ts";
import { toQuantity } from "../primitives/hex.ts";
import { cloneCall, wholeDisguise } from "./clone-call.ts";
import { crowdScenario } from "./crowd-scenario.ts";
import { CrowdState } from "./crowd-state.ts";
import type { Identity } from "./find-identities.ts";
import type { KnownCall } from "./known-call.ts";

/** What the call took may have been less by what it was given back. */
const GAS_FACTOR = 2n;
const GAS_FREE = 50_000n;
/** The user who tries it out. */
const USER = 0;

/**
 * The call of another user with other names in place of some words, to see where it goes then. `prepare` changes the
 * state that it finds.
 */
export function probeCall(
  known: KnownCall,
  varied: readonly Identity[],
  prepare: (state: CrowdState) => void = () => undefined,
): Scenario {
  const { call, before, result } = known;
  const state = new CrowdState(before);
  const disguise = wholeDisguise(varied);
  const { fields, ...clone } = cloneCall(known, disguise, { user: USER, id: USER }, state);
  // A call that goes through all of an array would take all that it has.
  const gas = toQuantity(result.outcome.gasUsed * GAS_FACTOR + GAS_FREE);
  const limited = { ...fields, gas: BigInt(gas) < BigInt(fields.gas) ? gas : fields.gas };
  prepare(state);
  const transactions = [{ ...clone, fields: limited }];
  return crowdScenario("probe", "experiment", call.origin, transactions, state.preState);
}
