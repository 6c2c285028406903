import { typeStringOf } from "../model/solidity/ast-node.ts";
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

/** Wherever calls of users change it, one of its keys is reckoned from who calls. */
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
      keysIn(use).some((node) => isOfSender(subject, { node, function: use.function })),
    )
  );
}

function isChange(use: Use): boolean {
  return use.kind === "call" ? !ASKS.includes(functionOn(use) ?? "") : use.kind !== "read";
}

/** What libraries' functions on sets and maps are called that change nothing. */
const ASKS = ["length", "at", "values", "keys", "contains", "get", "tryGet"];

/**
 * It is reckoned from who calls, and else from numbers only: what is looked up for somebody, be it in another contract,
 * many may have alike.
 */
function isOfSender(subject: Pick<Subject, "code">, place: Place): boolean {
  const sources = sourcesOf(subject, place, new Set());
  return sources.includes("sender") && !sources.includes("other");
}

type Source = "sender" | "number" | "other";

function sourcesOf({ code }: Pick<Subject, "code">, place: Place, seen: Set<number>): Source[] {
  const { node, function: inside } = place;
  const parameters = parametersOf(inside.node);
  const stored = [...code.constants, ...code.variables].map((one) => one.node);
  return [...ValueFlow.of(code).sourcesOf(node)].flatMap((id): Source[] => {
    if (id === MSG_SENDER) return ["sender"];
    const position = parameters.findIndex((one) => one.id === id);
    if (position !== -1 && !isEntry(inside)) {
      if (seen.has(id)) return [];
      const within = new Set(seen).add(id);
      return CodeIndex.of(code)
        .callsOf(inside)
        .flatMap((call) => {
          const given = passedTo(call.node, inside.node)[position];
          const passed = given && { node: given, function: call.function };
          return passed === undefined ? ["other"] : sourcesOf({ code }, passed, within);
        });
    }
    const declared = parameters[position] ?? stored.find((one) => one.id === id);
    return /^(u?int|bytes)\d+$/.test(typeStringOf(declared) ?? "") ? ["number"] : ["other"];
  });
}
