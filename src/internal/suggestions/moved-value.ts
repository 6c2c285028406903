import { shortContract } from "../model/short-contract.ts";
import { type AstNode, childOf, textOf, typeStringOf } from "../model/solidity/ast-node.ts";
import type { CodeFunction } from "./code/contract-code.ts";
import { isValueUsed } from "./code/position.ts";
import { changingEntriesTo, entriesTo } from "./code/reach.ts";
import { placeOfUse, type Use } from "./code/uses.ts";
import type { Sink } from "./code/sink.ts";
import { sinksOf } from "./code/sinks.ts";
import { isSeenToFlow } from "./evidence.ts";
import type { Subject } from "./rule.ts";
import { storedNumber } from "./stored-number.ts";

/** A state variable, or a member of one, that calls of different users move on from what it was. */
export interface MovedValue {
  /** As one writes it: `nextId`, `config.nextId`. */
  readonly name: string;
  /** As the compiler writes it: `uint256`. */
  readonly type: string;
  /** In functions that change the state. */
  readonly changes: readonly Use[];
  /** Uses of its value in the functions that move it, by whatever calls they share. */
  readonly values: readonly Use[];
  /** Where these values go, but back into itself. */
  readonly sinks: readonly Sink[];
  /** Of them, what goes back into itself. */
  readonly returns: readonly Sink[];
  /** `Shop.order`: functions of users that move it, and meet there. */
  readonly movers: readonly string[];
  /** The experiments saw that something depends on it; undefined where there were none. */
  readonly isSeenToFlow: boolean | undefined;
}

/** Undefined for anything else: entries of mappings, what only the owner changes, what only adds. */
export function movedValue(subject: Subject): MovedValue | undefined {
  const { hotspot, variable, code } = subject;
  if (variable === undefined || hotspot.class !== "storage") return undefined;
  const uses = usesAt(subject);
  const [first] = uses;
  if (first === undefined || uses.some(({ kind }) => kind === "assembly")) return undefined;
  const inCalls = uses.filter((use) => changingEntriesTo(code, use.function).length > 0);
  const changes = inCalls.filter(({ kind }) => kind !== "read" && kind !== "call");
  const movers = moversOf(subject, changes);
  if (movers.length === 0) return undefined;
  const isSeen = isSeenToFlow(subject);
  if (isSeen === false) return undefined;
  const values = inCalls.filter((use) => isValue(use) && isWith(subject, use, changes));
  const all = sinksOf(code, values.map(placeOfUse));
  const isItself = ({ kind, variable: into }: Sink) =>
    kind === "storage" && into === variable.node.id;
  const number = storedNumber(subject);
  return {
    name: number?.name ?? [variable.name, ...memberNames(first)].join("."),
    type: number?.type ?? typeStringOf(first.target) ?? variable.type,
    changes,
    values,
    sinks: all.filter((sink) => !isItself(sink)),
    returns: all.filter(isItself),
    movers,
    isSeenToFlow: isSeen,
  };
}

/** Uses of what the hotspot is: the variable, or the member of it that its path names; never below a key. */
export function usesAt(subject: Subject): readonly Use[] {
  const { hotspot, variable, uses } = subject;
  const number = storedNumber(subject);
  if (number !== undefined) return number.uses;
  const paths = hotspot.path.split(", ");
  return uses.filter((use) => {
    if (use.steps.some(({ kind }) => kind === "index")) return false;
    const members = memberNames(use);
    return members.length === 0 || paths.includes([variable?.name, ...members].join("."));
  });
}

/** Functions of the hotspot by which users make these changes, as it names them. */
export function moversOf(
  subject: Pick<Subject, "hotspot" | "code" | "notForUsers" | "accumulators">,
  changes: readonly Use[],
): readonly string[] {
  const { hotspot, code, notForUsers } = subject;
  const own = shortContract(code.info.name);
  const entries = new Set(
    changes.flatMap((use) => changingEntriesTo(code, use.function)).map(({ name }) => name),
  );
  return hotspot.functions.filter((name) => {
    if (notForUsers.has(name)) return false;
    const [contract, called = ""] = name.split(".");
    // Of what another contract calls here the report says only how that one was called.
    return contract === own
      ? entries.has(called.replace(/\(.*$/, ""))
      : entries.size > 0 && !isReader(subject, name);
  });
}

/** Another contract's function that was not seen to change it, where a getter or a view was asked for it. */
function isReader(
  { hotspot, code, accumulators }: Pick<Subject, "hotspot" | "code" | "accumulators">,
  name: string,
): boolean {
  const telling = accumulators.filter(({ verdict }) => verdict !== "unknown");
  const own = telling.filter((one) => one.function === name);
  if (own.length > 0) return own.every(({ verdict }) => READING.includes(verdict));
  const contract = `${shortContract(code.info.name)}.`;
  const isAsked = hotspot.accesses.some(({ kind, function: by }) => {
    if (kind !== "read" || by?.startsWith(contract) !== true) return false;
    // A getter has no code.
    return code.entry(by.slice(contract.length))?.isView ?? true;
  });
  return telling.length > 0 && isAsked;
}

const READING: readonly Subject["accumulators"][number]["verdict"][] = ["read-only", "not-written"];

/** It grows by the same with each call: `x++`, `x += 1`, `x = id + 1` of an `id` that was `x`. */
export function isStepped({ changes, returns }: MovedValue): boolean {
  const steps = changes.filter(({ kind }) => kind === "add" || kind === "assign");
  return steps.some(({ kind, value }) => {
    if (kind === "add") return value === undefined || value.nodeType === "Literal";
    return returns.some(({ hash, isModulo }) => !hash && !isModulo) && isSumWithLiteral(value);
  });
}

function isSumWithLiteral(value: AstNode | undefined): boolean {
  if (value?.nodeType !== "BinaryOperation" || textOf(value, "operator") !== "+") return false;
  return ["leftExpression", "rightExpression"].some(
    (side) => childOf(value, side)?.nodeType === "Literal",
  );
}

/** Its value goes somewhere, as itself or as what comes of the change. */
function isValue(use: Use): boolean {
  return use.kind === "read" || (use.kind !== "call" && use.kind !== "delete" && isValueUsed(use));
}

/** Some call runs both this and a change. */
function isWith({ code }: Subject, use: Use, changes: readonly Use[]): boolean {
  const entries = new Set<CodeFunction>(entriesTo(code, use.function));
  return changes.some((change) => entriesTo(code, change.function).some((one) => entries.has(one)));
}

function memberNames({ steps }: Use): string[] {
  return steps.flatMap((step) => (step.kind === "member" ? [step.name] : []));
}
