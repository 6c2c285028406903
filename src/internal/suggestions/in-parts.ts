import { parametersOf, passedTo } from "./code/call-parts.ts";
import { CodeIndex, type Place } from "./code/code-index.ts";
import { isEntry } from "./code/contract-code.ts";
import { keysIn } from "./code/given-ids.ts";
import { functionOn } from "./code/length-uses.ts";
import { MSG_SENDER } from "./code/sources.ts";
import type { Use } from "./code/uses.ts";
import { ValueFlow } from "./code/value-flow.ts";
import type { Diagnosis, Subject } from "./rule.ts";
import { usersReach } from "./users.ts";

/**
 * Takes from a diagnosis what splits by the sender what is split so already: `parts[uint160(msg.sender) % 16] += n`.
 * Who has the same part has the same part of a part. Undefined where nothing is left of it.
 */
export function asInParts(subject: Subject, diagnosis: Diagnosis): Diagnosis | undefined {
  const { remedy, edits, isInherent } = diagnosis;
  const isSplit = isInherent !== true && (remedy === undefined || remedy.kind === "shard");
  const isOther = edits !== undefined && remedy?.kind !== "shard";
  return isSplit && !isOther && isInPartsBySender(subject) ? undefined : diagnosis;
}

/** Wherever calls of users change it, one of its keys is reckoned from who calls, and from nothing else. */
function isInPartsBySender(subject: Subject): boolean {
  const changing = subject.uses.filter(
    (use) =>
      isChange(use) &&
      use.function.kind !== "constructor" &&
      usersReach(subject, use.function).length > 0,
  );
  return (
    changing.length > 0 &&
    changing.every((use) =>
      keysIn(use).some((node) => isOfSender(subject, { node, function: use.function }, new Set())),
    )
  );
}

function isChange(use: Use): boolean {
  return use.kind === "call" ? !ASKS.includes(functionOn(use) ?? "") : use.kind !== "read";
}

/** What libraries' functions on sets and maps are called that change nothing. */
const ASKS = ["length", "at", "values", "keys", "contains", "get", "tryGet"];

function isOfSender({ code }: Pick<Subject, "code">, place: Place, seen: Set<number>): boolean {
  const { node, function: inside } = place;
  const sources = [...ValueFlow.of(code).sourcesOf(node)];
  const parameters = parametersOf(inside.node);
  const isNumber = (id: number) =>
    code.constants.some((one) => one.node.id === id && /^(u?int|bytes)\d*$/.test(one.type));
  const isPassed = (id: number) => {
    const position = parameters.findIndex((one) => one.id === id);
    if (position === -1 || isEntry(inside) || seen.has(id)) return false;
    const calls = CodeIndex.of(code).callsOf(inside);
    const within = new Set(seen).add(id);
    return (
      calls.length > 0 &&
      calls.every((call) => {
        const given = passedTo(call.node, inside.node)[position];
        const passed = given && { node: given, function: call.function };
        return passed !== undefined && isOfSender({ code }, passed, within);
      })
    );
  };
  const own = sources.filter((id) => !isNumber(id));
  return own.length > 0 && own.every((id) => id === MSG_SENDER || isPassed(id));
}
