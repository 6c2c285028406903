import { type AstNode, childOf, textOf, typeStringOf } from "../../model/solidity/ast-node.ts";
import type { CodeFunction, ContractCode } from "./contract-code.ts";
import { nameOfUse } from "./fields.ts";
import { passedUses } from "./passed-uses.ts";
import { type Use, usesOf } from "./uses.ts";

/** A change of what is stored, as far as it is about how much there is in it. */
export interface EntrySet {
  /**
   * `lower`: fails where there is not as much. `empty`: nothing is left. `raise`: by its value. `put`: its value
   * takes the place of what was there. `other`: nobody knows.
   */
  readonly kind: "lower" | "empty" | "raise" | "put" | "other";
  /** `bids.amount`: without keys. */
  readonly field: string;
  readonly target: AstNode;
  readonly value: AstNode | undefined;
}

/** By the id of what is done: the assignment, the `++`, the call. */
export function entryChanges(
  code: ContractCode,
  isChecked: (inside: CodeFunction) => boolean,
): ReadonlyMap<number, EntrySet> {
  const changes = new Map<number, EntrySet>();
  for (const variable of [...code.variables, ...code.namespaces]) {
    for (const use of usesOf(code, variable).flatMap((one) => passedUses(code, one))) {
      const kind = kindOf(use, isChecked);
      if (kind === undefined) continue;
      const { target, value, operation } = use;
      const change: EntrySet = { kind, field: nameOfUse(variable, use), target, value };
      // Of what is set together one does not know which.
      changes.set(operation.id, changes.has(operation.id) ? { ...change, kind: "other" } : change);
    }
  }
  return changes;
}

/** Undefined where it gets no more, and nobody is told how much less. */
function kindOf(
  use: Use,
  isChecked: (inside: CodeFunction) => boolean,
): EntrySet["kind"] | undefined {
  const { kind, operation, target, value, around } = use;
  switch (kind) {
    case "read":
      return isHandedOn(use) ? "other" : undefined;
    case "pop":
      return undefined;
    case "add":
      return "raise";
    case "subtract": {
      const isUnchecked = around.some(({ nodeType }) => nodeType === "UncheckedBlock");
      return isUnchecked || !isChecked(use.function) ? "other" : "lower";
    }
    case "delete":
      return "empty";
    case "push":
      return value === undefined ? undefined : "put";
    case "assign": {
      const isAlone = childOf(operation, "leftHandSide")?.id === target.id;
      const isNothing = value?.nodeType === "Literal" && textOf(value, "value") === "0";
      if (!isAlone) return "other";
      return isNothing ? "empty" : "put";
    }
    case "update":
    case "call":
    case "assembly":
      return "other";
  }
}

/** A pointer to it, to what sets nobody knows what of it. */
export function isHandedOn({ target, around: [holder] }: Use): boolean {
  return (
    holder?.nodeType === "FunctionCall" &&
    textOf(holder, "kind") === "functionCall" &&
    /storage (ref|pointer)$/.test(typeStringOf(target) ?? "")
  );
}
