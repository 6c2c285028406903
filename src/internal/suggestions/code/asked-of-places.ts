import { type AstNode, numberOf } from "../../model/solidity/ast-node.ts";
import { type AskedOfId, askedAt, endsLoop, type IdsInUse } from "./asked-of-ids.ts";
import { CodeIndex, type Place } from "./code-index.ts";
import type { ContractCode } from "./contract-code.ts";
import { keysIn, storedIn } from "./given-ids.ts";
import { namedElsewhere } from "./ids-elsewhere.ts";
import { type ListAt, namedPlaces } from "./keyed-by-place.ts";
import { originsOf } from "./origins.ts";
import { isNumber } from "./scalar.ts";
import { sinksOf } from "./sinks.ts";
import { usesOf } from "./uses.ts";
import { ValueFlow } from "./value-flow.ts";

/** What is asked of the place of an entry, other than what stands there. */
export interface AskedOfPlace extends Place {
  /**
   * `range`: how far a call goes through places; `value`: anything else, like whether it is before a mark; `unsure`:
   * one of these, of what may be a place, or something of another contract.
   */
  readonly kind: "range" | "value" | "unsure";
}

/**
 * A place in one part says nothing of that in all: nothing may be asked of it but what is there, what is kept under
 * it in a mapping, whether there is one, and whether it is this one.
 */
export function askedOfPlaces(
  project: readonly ContractCode[],
  code: ContractCode,
  list: ListAt,
): readonly AskedOfPlace[] {
  const index = CodeIndex.of(code);
  const { names } = namedPlaces(code, list);
  const named = [...names].flatMap((name) => index.referencesTo(name));
  const lengths = list.uses.filter(({ kind, steps }) => {
    const last = steps.at(-1);
    return kind === "read" && last?.kind === "member" && last.name === "length";
  });
  const pushing = new Set(
    list.uses.filter(({ kind }) => kind === "push").map((use) => use.function),
  );
  const given = lengths
    .filter((use) => pushing.has(use.function))
    .map(({ target, function: inside }) => ({ node: target, function: inside }));
  const sinks = sinksOf(code, given);
  const stored = sinks.flatMap((sink) => storedIn(code, list.variable, sink));
  const ids: IdsInUse = { counter: list.variable, sinks };
  const moved = list.uses.flatMap((use) => {
    const key = keysIn(use)[list.keys];
    const inside = use.function;
    const isGoing =
      key !== undefined && originsOf(code, key, inside).some(({ node }) => isMoved(code, node));
    return isGoing ? [{ node: use.target, function: inside, kind: "range" as const }] : [];
  });
  const keyed = new Set(list.uses.flatMap((use) => keysIn(use)[list.keys]?.id ?? []));
  const kindOf = (one: AskedOfId): AskedOfPlace["kind"] => (isRange(code, one) ? "range" : "value");
  const elsewhere = namedElsewhere(project, code, { named, keyed });
  const asked = [
    ...askedAt(code, ids, [...named, ...stored]).map((one) => ({ one, kind: kindOf(one) })),
    ...elsewhere.flatMap((other) =>
      askedAt(other.code, ids, other.places).map((one) => ({
        one,
        kind: other.isSure ? kindOf(one) : ("unsure" as const),
      })),
    ),
  ];
  return [
    ...moved,
    ...asked
      // A place and its part are not long.
      .filter(({ one }) => one.kind !== "cut")
      .map(({ one, kind }): AskedOfPlace => ({ ...one, kind })),
  ];
}

/** A number that is moved on from where it was, as around a circle. */
function isMoved(code: ContractCode, node: AstNode): boolean {
  const id = numberOf(node, "referencedDeclaration");
  const variable = code.variables.find((one) => one.node.id === id);
  if (node.nodeType !== "Identifier" || !isNumber(variable)) return false;
  return usesOf(code, variable).some(
    ({ kind, value }) =>
      ["add", "subtract", "update"].includes(kind) ||
      (kind === "assign" && ValueFlow.of(code).depends(value, variable.node.id)),
  );
}

function isRange(code: ContractCode, { node, kind }: AskedOfId): boolean {
  return kind === "meaning" && endsLoop(code, node);
}
