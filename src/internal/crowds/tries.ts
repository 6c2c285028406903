import type { Execute, ScenarioExecution, TransactionResult } from "../model/execution.ts";
import type { Hex, LocationKey } from "../model/location.ts";
import { cloneCall, type Disguise } from "./clone-call.ts";
import { CrowdState } from "./crowd-state.ts";
import { crowdScenario } from "./crowd-scenario.ts";
import { effectOf } from "./effect-of.ts";
import { deviation, functionDeviation } from "./is-faithful.ts";
import type { KnownCall } from "./known-call.ts";
import { inNarrowerRoom, usesItsRoom } from "./narrower-room.ts";
import { fillPots, type Pots } from "./shared-pots.ts";

/** Users, to try what becomes of a call if there is enough for many. */
const MANY = 64;

/** Runs a clone alone, in one disguise after another, until one does what the original did. */
export class Tries {
  /** Why none does: what is wrong with the first one, which is the strongest, or else the gas. */
  reason = "nothing was tried";
  /** Others may make the call, but it takes other gas. */
  isOpen = false;
  readonly #known: KnownCall;
  readonly #execute: Execute;

  constructor(known: KnownCall, execute: Execute) {
    this.#known = known;
    this.#execute = execute;
  }

  /** In the order given, then with smaller ids: those of `narrowable` may be of small types. */
  async first(
    disguises: readonly Disguise[],
    narrowable: readonly Hex[] = [],
  ): Promise<Disguise | undefined> {
    const [strongest] = disguises;
    const left = [...disguises];
    for (let disguise = left.shift(); disguise !== undefined; disguise = left.shift()) {
      const clone = (await this.#run(disguise))?.transactions[0];
      // Under keys that are computed there is nothing to copy, and an empty entry costs more to fill.
      const isComputed = disguise.varied.some((identity) => identity.isComputed === true);
      const isAlike = isComputed || isFirstOfList(this.#known) ? functionDeviation : deviation;
      const wrong = isAlike(this.#known.result, clone);
      if (wrong === undefined) {
        if (usesItsRoom(disguise, clone?.result)) return disguise;
        continue;
      }
      const isOpen = functionDeviation(this.#known.result, clone) === undefined;
      if (disguise === strongest || (isOpen && !this.isOpen)) this.reason = wrong;
      if (isOpen) this.isOpen = true;
      const narrower = inNarrowerRoom(this.#known, disguise, clone?.result, narrowable);
      if (narrower !== undefined) left.push(narrower);
    }
    return undefined;
  }

  /** Whether a clone does the same where there is more of what it takes from. */
  async runsWith(pots: Pots, disguise: Disguise): Promise<boolean> {
    const execution = await this.#run(disguise, pots);
    return functionDeviation(this.#known.result, execution?.transactions[0]) === undefined;
  }

  /** Whether a clone does exactly the same where there is more of what it takes from. */
  async runsAlikeWith(pots: Pots, disguise: Disguise): Promise<boolean> {
    const [less, more] = [await this.#run(disguise), await this.#run(disguise, pots)];
    const isPot = (location: LocationKey): boolean => pots.some((pot) => pot.location === location);
    return effectOf(resultOf(less), isPot) === effectOf(resultOf(more), isPot);
  }

  /** Whether a second user's clone does the same after the first one's. */
  async runsTwice(pots: Pots, disguise: Disguise): Promise<boolean> {
    const execution = await this.#run(disguise, pots, [0, 1]);
    return functionDeviation(this.#known.result, execution?.transactions[1]) === undefined;
  }

  async #run(
    disguise: Disguise,
    pots: Pots = [],
    users: readonly number[] = [0],
  ): Promise<ScenarioExecution | undefined> {
    const { call, before } = this.#known;
    const state = new CrowdState(before);
    fillPots(state, pots, MANY);
    const clones = users.map((user) => cloneCall(this.#known, disguise, { user, id: user }, state));
    const scenario = crowdScenario("clone", "experiment", call.origin, clones, state.preState);
    const [execution] = await this.#execute([scenario]);
    return execution;
  }
}

/** To write 0, as the number of its place is, gives gas back; no clone can have that place. */
function isFirstOfList({ places }: KnownCall): boolean {
  return places.some(({ index, array }) => index === array.shift);
}

function resultOf(execution: ScenarioExecution | undefined): TransactionResult | undefined {
  return execution?.transactions[0]?.result;
}
