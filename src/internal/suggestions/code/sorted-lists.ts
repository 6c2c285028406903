import { type AstNode, numberOf, textOf } from "../../model/solidity/ast-node.ts";
import { remember } from "../../primitives/remember.ts";
import { allIn } from "./all-in.ts";
import { argumentsOf, calleeOf, returnParametersOf } from "./call-parts.ts";
import { CodeIndex } from "./code-index.ts";
import type { CodeFunction, ContractCode, StateVariable } from "./contract-code.ts";
import { keysIn } from "./given-ids.ts";
import { LOOPS } from "./loops.ts";
import { originsOf } from "./origins.ts";
import { partsGiven } from "./parts-given.ts";
import { comparedIn, givenComparedWith, isPut } from "./put-in-order.ts";
import { queuePartOf } from "./queues.ts";
import { changingEntriesTo } from "./reach.ts";
import { sortedArrayOf } from "./sorted-arrays.ts";
import { type Use, usesOf } from "./uses.ts";
import { ValueFlow } from "./value-flow.ts";

/** A linked list, or an array, into which calls put things where they belong by what they are: asks by their price. */
export interface SortedList {
  /** The mapping in which each entry names another one, or the array. */
  readonly entries: StateVariable;
  /** The mapping in which that is kept by which it is sorted: the entries, or another one beside them. */
  readonly sorting: StateVariable;
  /** Of that the member, or the name. */
  readonly by: string;
  /** Where a walk through it begins, if that is known without anything being taken. */
  readonly first?: StateVariable | undefined;
  /** What users call to put something there. */
  readonly inserting: readonly CodeFunction[];
}

/** The list that a variable holds, or tells the first one of, or by which it is sorted. */
export function sortedListOf(code: ContractCode, variable: StateVariable): SortedList | undefined {
  const array = sortedArrayOf(code, variable);
  if (array !== undefined) return array;
  const all = remember(lists, code, () => [
    ...sortedLists(code),
    ...sortedByKeys(code),
    ...sortedByAnswers(code),
  ]);
  const part = all.length === 0 ? undefined : queuePartOf(code, variable);
  const head = part?.kind === "head" ? part.entries : undefined;
  return all.find(
    ({ entries, sorting, first }) =>
      [entries, sorting, first].includes(variable) || entries.name === head,
  );
}

const lists = new WeakMap<ContractCode, readonly SortedList[]>();

function sortedLists(code: ContractCode): readonly SortedList[] {
  const flow = ValueFlow.of(code);
  return code.variables.flatMap((entries) => {
    const own = usesOf(code, entries);
    const isNext = (key: AstNode) => flow.depends(key, entries.node.id);
    if (!own.some((use) => keysIn(use).some(isNext))) return [];
    return code.variables.filter(isMapping).flatMap((sorting) =>
      usesOf(code, sorting).flatMap((use): SortedList[] => {
        const [key] = keysIn(use).filter(isNext);
        if (key === undefined || use.kind !== "read") return [];
        const compared = comparedIn(code, use);
        if (compared === undefined) return [];
        const putting = usesOf(code, sorting)
          .filter((one) => !keysIn(one).some(isNext) && isPut(code, sorting, one, compared.given))
          .flatMap((one) => changingEntriesTo(code, one.function));
        const entriesOf = changingEntriesTo(code, use.function);
        const inserting = own
          .filter((one) => isLink(code, one, key, isNext))
          .flatMap((one) => changingEntriesTo(code, one.function))
          .filter((one) => entriesOf.includes(one) && putting.includes(one));
        const by = compared.by ?? sorting.name;
        return inserting.length === 0 ? [] : [{ entries, sorting, by, inserting }];
      }),
    );
  });
}

/** The keys of the entries are what it is sorted by, as of levels under their prices: `while (cursor < price)`. */
function sortedByKeys(code: ContractCode): readonly SortedList[] {
  const flow = ValueFlow.of(code);
  const index = CodeIndex.of(code);
  return code.variables.filter(isMapping).flatMap((entries) => {
    const own = usesOf(code, entries);
    const isNext = (key: AstNode) => flow.depends(key, entries.node.id);
    return own.flatMap((use): SortedList[] => {
      const [key] = keysIn(use).filter(isNext);
      const [cursor] = key?.nodeType === "Identifier" ? localsIn(index, key) : [];
      if (key === undefined || cursor === undefined) return [];
      const given = index
        .referencesTo(cursor)
        .flatMap(({ node }) => [...givenComparedWith(code, node, use.function)]);
      const links = own.filter((one) => isLink(code, one, key, isNext));
      const named = links.flatMap((one) =>
        keysIn(one).flatMap((to) => {
          const is = given.includes(numberOf(to, "referencedDeclaration") ?? -1);
          return is ? { by: textOf(to, "name") ?? "", function: one.function } : [];
        }),
      );
      const [sorted] = named;
      const first = code.variables.find(
        (one) => one !== entries && !isMapping(one) && flow.depends(key, one.node.id),
      );
      const inserting = named.flatMap((one) => changingEntriesTo(code, one.function));
      if (sorted === undefined || inserting.length === 0) return [];
      return [
        { entries, sorting: entries, by: sorted.by, first, inserting: [...new Set(inserting)] },
      ];
    });
  });
}

/** A function, or another contract, says of the entries what they are sorted by: `while (ratioOf(cursor) >= ratio)`. */
function sortedByAnswers(code: ContractCode): readonly SortedList[] {
  const flow = ValueFlow.of(code);
  const asked = questionsIn(code);
  if (asked.length === 0) return [];
  return code.variables.flatMap((entries) => {
    const isNext = (key: AstNode) => flow.depends(key, entries.node.id);
    const own = usesOf(code, entries);
    return asked.flatMap(({ key, by, function: asking }): SortedList[] => {
      if (!isNext(key)) return [];
      const walking = changingEntriesTo(code, asking);
      const inserting = own
        .filter((one) => isLink(code, one, key, isNext))
        .flatMap((one) => changingEntriesTo(code, one.function))
        .filter((one) => walking.includes(one));
      return inserting.length === 0 ? [] : [{ entries, sorting: entries, by, inserting }];
    });
  });
}

interface Question {
  readonly key: AstNode;
  readonly by: string;
  readonly function: CodeFunction;
}

/** What is asked of one thing after the other, and compared with something of the call. */
function questionsIn(code: ContractCode): readonly Question[] {
  const index = CodeIndex.of(code);
  return index.places.flatMap(({ node, function: inside }) => {
    const [key] = node.nodeType === "FunctionCall" ? argumentsOf(node) : [];
    if (key?.nodeType !== "Identifier" || textOf(node, "kind") !== "functionCall") return [];
    const isAgain = index.around(node).some(({ nodeType }) => LOOPS.includes(nodeType));
    if (!isAgain || givenComparedWith(code, node, inside).size === 0) return [];
    const callee = calleeOf(node);
    const by = textOf(callee, "memberName") ?? textOf(callee, "name") ?? "";
    return { key, by, function: inside };
  });
}

function isMapping({ type }: StateVariable): boolean {
  return type.startsWith("mapping(");
}

/**
 * Something new is put behind or before the entry at which the comparison stopped: it names that one, or is named by
 * it. Where one is taken out, one that was there is named by another that was.
 */
function isLink(
  code: ContractCode,
  use: Use,
  key: AstNode,
  isNext: (node: AstNode) => boolean,
): boolean {
  const { kind, value, function: inside } = use;
  if (kind !== "assign" || value === undefined) return false;
  const index = CodeIndex.of(code);
  const places = new Set(localsIn(index, key));
  const isNamed = (node: AstNode) => places.has(numberOf(node, "referencedDeclaration") ?? -1);
  const isPlaceIn = (node: AstNode, where: CodeFunction) =>
    originsOf(code, node, where).some(
      (one) => isNamed(one.node) || givenBack(index, one.node).some(isNamed),
    );
  const isPlace = (node: AstNode) =>
    isPlaceIn(node, inside) ||
    originsOf(code, node, inside)
      .flatMap((one) => partsGiven(index, one.node))
      .some((part) => isPlaceIn(part.node, part.function));
  const keys = keysIn(use);
  return keys.some(isNext)
    ? keys.some(isPlace) && !isNext(value)
    : (value.nodeType === "FunctionCall" ? allIn(value) : [value]).some(isPlace);
}

/** What functions that a call may run give back by name: `returns (uint256 behind)`. */
function givenBack(index: CodeIndex, call: AstNode): readonly AstNode[] {
  if (call.nodeType !== "FunctionCall") return [];
  return index
    .calledBy(call)
    .flatMap((one) => returnParametersOf(one.node))
    .flatMap(({ id }) => index.valuesOf(id).map(({ node }) => node));
}

function localsIn(index: CodeIndex, key: AstNode): readonly number[] {
  return allIn(key).flatMap((node) => {
    const declaration = numberOf(node, "referencedDeclaration");
    return declaration !== undefined && index.isLocal(declaration) ? declaration : [];
  });
}
