import type { Crowd, CrowdCall, CrowdTarget, UnclonedCall } from "../model/crowd.ts";
import type { Execute, ScenarioExecution } from "../model/execution.ts";
import { batched } from "./batched.ts";
import { cloneCall, type Disguise, usersIn } from "./clone-call.ts";
import { crowdScenario } from "./crowd-scenario.ts";
import { CrowdState } from "./crowd-state.ts";
import type { FlagsOfSuite } from "./find-role.ts";
import { fillPots } from "./shared-pots.ts";
import { type CloneableCall, studyCall } from "./study-call.ts";

export interface CrowdStudyOptions {
  /** Clones a crowd; fewer where there are not as many names, as with ids of one byte. */
  readonly users: number;
  /** The numbers of the clones begin here: see `ScenarioTransaction.id`. */
  readonly firstId: number;
  /** The time is over: what was not begun is left out. */
  readonly isOver: () => boolean;
  readonly onProgress: (done: number, total: number) => void;
  readonly flags?: FlagsOfSuite;
}

export interface ExecutedCrowd {
  readonly crowd: Crowd;
  readonly execution: ScenarioExecution;
}

export interface CrowdStudy {
  readonly crowds: readonly ExecutedCrowd[];
  readonly cloneable: readonly CloneableCall[];
  readonly uncloned: readonly UnclonedCall[];
  /** Calls that there was no time for. */
  readonly leftOut: readonly CrowdCall[];
}

/** Calls that are studied at the same time; the time that is left is looked at in between. */
const BATCH = 16;

/**
 * What happens when many users make a recorded call at once: for each call, a crowd that differs in the
 * sender only, and one that names different things, if it can. Calls in the order given.
 */
export async function studyCrowds(
  calls: readonly CrowdCall[],
  execute: Execute,
  options: CrowdStudyOptions,
): Promise<CrowdStudy> {
  const crowds: ExecutedCrowd[] = [];
  const cloneable: CloneableCall[] = [];
  const uncloned: UnclonedCall[] = [];
  const together = batched(execute);
  let done = 0;
  const maker = new CrowdMaker(options);
  while (done < calls.length && !options.isOver()) {
    const batch = calls.slice(done, done + BATCH);
    const studied = await Promise.all(
      batch.map((call) => studyCall(call, together, options.flags)),
    );
    const found = studied.filter((one) => one.kind === "cloneable");
    const made = found.flatMap((one) => maker.crowdsOf(one));
    const executions = await execute(made.map(({ scenario }) => scenario));
    for (const [i, crowd] of made.entries()) {
      const execution = executions[i];
      if (execution !== undefined) crowds.push({ crowd, execution });
    }
    cloneable.push(...found);
    uncloned.push(...studied.filter((one) => one.kind === "uncloned"));
    done += batch.length;
    options.onProgress(done, calls.length);
  }
  return { crowds, cloneable, uncloned, leftOut: calls.slice(done) };
}

class CrowdMaker {
  readonly #users: number;
  #nextId: number;
  #crowds = 0;

  constructor({ users, firstId }: CrowdStudyOptions) {
    this.#users = users;
    this.#nextId = firstId;
  }

  crowdsOf(call: CloneableCall): Crowd[] {
    const same = this.#crowd(call, "same", call.same);
    return call.spread === undefined ? [same] : [same, this.#crowd(call, "spread", call.spread)];
  }

  #crowd({ known, pots }: CloneableCall, target: CrowdTarget, disguise: Disguise): Crowd {
    const { call, before } = known;
    const state = new CrowdState(before);
    const users = Math.min(this.#users, usersIn(disguise));
    fillPots(state, pots, users);
    const clones = Array.from({ length: users }, (_, user) =>
      cloneCall(known, disguise, { user, id: this.#nextId++ }, state),
    );
    const id = `crowd-${++this.#crowds}`;
    return {
      call,
      target,
      substitution: disguise.substitution,
      varied: disguise.varied.map(({ word }) => word),
      scenario: crowdScenario(id, "crowd", call.origin, clones, state.preState),
    };
  }
}
