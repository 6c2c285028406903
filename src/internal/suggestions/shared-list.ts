import { keysInPath, withoutKeys } from "../model/path-keys.ts";
import { typeStringOf } from "../model/solidity/ast-node.ts";
import { typeName } from "./code/type-name.ts";
import { placeOf, type Use } from "./code/uses.ts";
import { isSeenToFlow } from "./evidence.ts";
import { moversOf } from "./moved-value.ts";
import type { Subject } from "./rule.ts";
import { wayOfNaming } from "./way-of-naming.ts";

/** One dynamic array to which users push, or from which they pop: at no key, or at one that several name. */
export interface SharedList {
  /** As one writes it: `players`, `round.players`; as the code names it under a key: `playersOf[round]`. */
  readonly name: string;
  /** Keys on the way to it. */
  readonly keys: readonly string[];
  /** Of the array, as one writes it: `address[]`. */
  readonly type: string;
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
  const { hotspot, variable, code } = subject;
  const path = /^(.+)\.length$/.exec(hotspot.path)?.[1];
  if (variable === undefined || hotspot.class !== "storage" || path === undefined) return undefined;
  const keys = keysInPath(path);
  if (keys.length > 0 && wayOfNaming(subject, keys) === undefined) return undefined;
  const uses = subject.uses.filter((use) =>
    isAt(use, variable.name, withoutKeys(path), keys.length),
  );
  if (uses.some(({ kind }) => kind === "assembly")) return undefined;
  const changes = uses.filter(({ kind }) => kind === "push" || kind === "pop");
  const movers = moversOf(subject, changes);
  const isSeen = isSeenToFlow(subject);
  if (movers.length === 0 || isSeen === false) return undefined;
  const [first] = changes;
  if (first === undefined) return undefined;
  return {
    name: keys.length === 0 ? path : placeOf(variable, first),
    keys,
    type: typeName(code, typeStringOf(first.target) ?? ""),
    uses,
    changes,
    movers,
    isSeenToFlow: isSeen,
  };
}

/** `players`, `players[3].name` and `players.length` of `players`; `playersOf[a]` of `playersOf[*]`. */
function isAt({ steps }: Use, variable: string, name: string, depth: number): boolean {
  const path = [variable];
  let keys = 0;
  for (const step of steps) {
    if (step.kind === "index" && keys === depth) break;
    if (step.kind === "index") {
      keys++;
      path.push("[*]");
    } else path.push(`.${step.name}`);
  }
  const own = path.join("");
  return own === name || own.startsWith(`${name}.`);
}
