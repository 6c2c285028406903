import type { Use } from "./code/uses.ts";
import { flowsInto } from "./evidence.ts";
import { moversOf } from "./moved-value.ts";
import type { Subject } from "./rule.ts";

/** One dynamic array, at no key, to which users push, or from which they pop. */
export interface SharedList {
  /** As one writes it: `players`, `round.players`. */
  readonly name: string;
  /** All uses of it. */
  readonly uses: readonly Use[];
  /** Pushes and pops in functions that change the state. */
  readonly changes: readonly Use[];
  /** `Raffle.enter`: functions of users that meet at its length. */
  readonly movers: readonly string[];
  /** The experiments saw that the place of what is pushed depends on it; undefined where there were none. */
  readonly isSeenToFlow: boolean | undefined;
}

/** Of a hotspot that is the length of an array. */
export function sharedListOf(subject: Subject): SharedList | undefined {
  const { hotspot, variable, accumulators } = subject;
  const name = /^([\w$.]+)\.length$/.exec(hotspot.path)?.[1];
  if (variable === undefined || hotspot.class !== "storage" || name === undefined) return undefined;
  const uses = subject.uses.filter((use) => isAt(use, variable.name, name));
  if (uses.some(({ kind }) => kind === "assembly")) return undefined;
  const changes = uses.filter(({ kind }) => kind === "push" || kind === "pop");
  const movers = moversOf(subject, changes);
  const telling = accumulators.filter(({ verdict }) => verdict !== "unknown");
  const isSeenToFlow = telling.length === 0 ? undefined : flowsInto(subject).length > 0;
  if (movers.length === 0 || isSeenToFlow === false) return undefined;
  return { name, uses, changes, movers, isSeenToFlow };
}

/** `players`, `players[3].name` and `players.length` of `players`. */
function isAt({ steps }: Use, variable: string, name: string): boolean {
  const path = [variable];
  for (const step of steps) {
    if (step.kind === "index") break;
    path.push(step.name);
  }
  const own = path.join(".");
  return own === name || own.startsWith(`${name}.`);
}
