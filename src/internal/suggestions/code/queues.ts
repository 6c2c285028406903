import {
  type AstNode,
  childOf,
  numberOf,
  textOf,
  typeStringOf,
} from "../../model/solidity/ast-node.ts";
import { remember } from "../../primitives/remember.ts";
import type { ContractCode, StateVariable } from "./contract-code.ts";
import { allIn } from "./all-in.ts";
import { CodeIndex } from "./code-index.ts";
import { isComparison } from "./operators.ts";
import { openZeppelinStruct } from "./openzeppelin-struct.ts";
import { originsOf } from "./origins.ts";
import { type Use, usesOf } from "./uses.ts";
import { ValueFlow } from "./value-flow.ts";
import { withoutBrackets } from "./without-brackets.ts";

/**
 * What a variable is to an order in which things wait.
 * - `struct`: OpenZeppelin's queue or heap.
 * - `end`: one of two numbers between which the waiting ones stand in `entries`; `other` is the other end.
 * - `head`: of a list, whose entries each name the next one.
 * - `list`: the array itself, which is pushed to, and worked off from the number `front` on.
 */
export type QueuePart =
  | { readonly kind: "struct"; readonly name: string }
  | { readonly kind: "end"; readonly entries: string; readonly other: string }
  | { readonly kind: "head"; readonly entries: string }
  | { readonly kind: "list"; readonly entries: string; readonly front: string };

export function queuePartOf(code: ContractCode, variable: StateVariable): QueuePart | undefined {
  const name = openZeppelinStruct(code, variable);
  if (name !== undefined && /^(DoubleEndedQueue|Heap)\./.test(name))
    return { kind: "struct", name };
  return (
    endOf(code, variable) ??
    headOf(code, variable) ??
    frontOf(code, variable) ??
    workedOff(code, variable)
  );
}

/** A place that holds a number: a variable, or one of several members of a struct. */
interface Pointer {
  readonly variable: StateVariable;
  readonly member: string | undefined;
}

function endOf(code: ContractCode, variable: StateVariable): QueuePart | undefined {
  const flow = ValueFlow.of(code);
  const expressions = expressionsOf(code);
  const indexed = expressions.filter(({ nodeType }) => nodeType === "IndexAccess");
  const compared = expressions.filter(isMeeting);
  const keyed = (entries: StateVariable, pointer: Pointer) =>
    indexed.some(
      (one) =>
        isRoot(flow, one, entries) && isNamed(flow, childOf(one, "indexExpression"), pointer),
    );
  const pointers = code.variables.flatMap((one) => pointersIn(code, one));
  for (const own of pointers.filter((one) => one.variable === variable)) {
    for (const other of pointers) {
      const isSame = other.variable === variable && other.member === own.member;
      const meet = compared.some((one) => {
        const [left, right] = [childOf(one, "leftExpression"), childOf(one, "rightExpression")];
        return (
          (isNamed(flow, left, own) && isNamed(flow, right, other)) ||
          (isNamed(flow, left, other) && isNamed(flow, right, own))
        );
      });
      if (isSame || !meet) continue;
      const entries = code.variables.find((one) => keyed(one, own) && keyed(one, other));
      if (entries === undefined) continue;
      return { kind: "end", entries: entries.name, other: nameOf(other) };
    }
  }
  return undefined;
}

/**
 * The number from which on an array is worked off: `require(front < tasks.length); id = front++`, or `tasks[front]`,
 * which fails by itself where there is none.
 */
function frontOf(code: ContractCode, variable: StateVariable): QueuePart | undefined {
  const [found] = frontsIn(code).filter(({ front }) => front.variable === variable);
  if (found === undefined) return undefined;
  const { name } = found.list;
  return { kind: "end", entries: name, other: `${name}.length` };
}

function workedOff(code: ContractCode, variable: StateVariable): QueuePart | undefined {
  const [found] = frontsIn(code).filter(({ list }) => list === variable);
  return found && { kind: "list", entries: variable.name, front: nameOf(found.front) };
}

interface Front {
  readonly front: Pointer;
  readonly list: StateVariable;
}

function frontsIn(code: ContractCode): readonly Front[] {
  return remember(fronts, code, () => {
    const lists = code.variables.filter(
      (one) => one.type.endsWith("[]") && usesOf(code, one).some(({ kind }) => kind === "push"),
    );
    if (lists.length === 0) return [];
    const flow = ValueFlow.of(code);
    const expressions = expressionsOf(code);
    const keys = expressions.flatMap((one) =>
      one.nodeType === "IndexAccess" ? (childOf(one, "indexExpression") ?? []) : [],
    );
    const compared = expressions.filter(isMeeting);
    const pointers = code.variables.flatMap((one) => pointersIn(code, one));
    return pointers
      .filter((one) => runsOn(code, flow, one) && keys.some((key) => isNamed(flow, key, one)))
      .flatMap((front) =>
        lists.flatMap((list) => {
          const isMet = compared.some((one) => {
            const sides = [childOf(one, "leftExpression"), childOf(one, "rightExpression")];
            return [sides, sides.toReversed()].some(
              ([a, b]) =>
                isNamed(flow, a, front) && isLengthOf(flow, b, list) && !isNamed(flow, b, front),
            );
          });
          return isMet || isTakenFrom(code, list, front) ? [{ front, list }] : [];
        }),
      );
  });
}

/** `tasks[front]`, where it moves on, and by those who put none there. */
function isTakenFrom(
  code: ContractCode,
  list: StateVariable,
  { variable, member }: Pointer,
): boolean {
  const uses = usesOf(code, list);
  const pushing = new Set(uses.filter(({ kind }) => kind === "push").map((use) => use.function));
  const moving = new Set(
    usesOf(code, variable)
      .filter(isMove)
      .map((use) => use.function),
  );
  return (
    member === undefined &&
    [...moving].every((one) => !pushing.has(one)) &&
    uses.some(
      ({ steps: [step], function: inside }) =>
        step?.kind === "index" && moving.has(inside) && isItself(step.key, variable),
    )
  );
}

/** `front`, `front++` */
function isItself(node: AstNode, { node: { id } }: StateVariable): boolean {
  const plain = withoutBrackets(node);
  const own = textOf(plain, "operator") === "++" ? childOf(plain, "subExpression") : plain;
  return numberOf(own, "referencedDeclaration") === id;
}

const fronts = new WeakMap<ContractCode, readonly Front[]>();

/** It only ever grows from where it was: what begins again goes around a circle. */
function runsOn(code: ContractCode, flow: ValueFlow, { variable, member }: Pointer): boolean {
  const moves = usesOf(code, variable).filter(
    ({ kind, steps, function: inside }) =>
      kind !== "read" &&
      inside.kind !== "constructor" &&
      (member === undefined ||
        steps.some((step) => step.kind === "member" && step.name === member)),
  );
  return moves.every(
    ({ kind, value, function: inside }) =>
      kind === "add" ||
      (kind === "assign" &&
        flow.depends(value, variable.node.id) &&
        value !== undefined &&
        !originsOf(code, value, inside).some(({ node }) => beginsAgain(code, node))),
  );
}

/** `i % n`, `i == n ? 0 : i`, and the 0 of `if (i == n) i = 0`. */
function beginsAgain(code: ContractCode, node: AstNode): boolean {
  if (node.nodeType === "Literal") {
    const operator = textOf(CodeIndex.of(code).parentOf(node), "operator") ?? "=";
    return operator === "=";
  }
  return allIn(node).some(
    (one) =>
      textOf(one, "operator") === "%" ||
      ["trueExpression", "falseExpression"].some(
        (side) => childOf(one, side)?.nodeType === "Literal",
      ),
  );
}

function isNamed(
  flow: ValueFlow,
  node: AstNode | undefined,
  { variable: { node: own }, member }: Pointer,
): boolean {
  return (
    node !== undefined &&
    flow.depends(node, own.id) &&
    (member === undefined || membersIn(node).includes(member))
  );
}

/** Itself, or what it was kept in. */
function isLengthOf(flow: ValueFlow, node: AstNode | undefined, list: StateVariable): boolean {
  return node !== undefined && flow.depends(node, list.node.id);
}

/** Numbers that calls move on. */
function pointersIn(code: ContractCode, variable: StateVariable): Pointer[] {
  const moves = usesOf(code, variable).filter(isMove);
  if (/^uint\d+$/.test(variable.type)) {
    return moves.length === 0 ? [] : [{ variable, member: undefined }];
  }
  if (!variable.type.startsWith("struct ")) return [];
  const members = moves.flatMap(({ steps: [step, ...others] }) =>
    step?.kind === "member" && others.length === 0 ? [step.name] : [],
  );
  return [...new Set(members)].map((member) => ({ variable, member }));
}

function isMove({ kind, function: inside }: Use): boolean {
  return inside.kind !== "constructor" && ["add", "subtract", "assign", "update"].includes(kind);
}

function headOf(code: ContractCode, variable: StateVariable): QueuePart | undefined {
  const flow = ValueFlow.of(code);
  const taken = usesOf(code, variable).filter(
    ({ kind, steps, value, function: inside }) =>
      kind === "assign" &&
      steps.length === 0 &&
      inside.kind !== "constructor" &&
      value !== undefined &&
      isRead(value) &&
      typeStringOf(value) === variable.type,
  );
  if (taken.length === 0) return undefined;
  const indexed = expressionsOf(code).filter(({ nodeType }) => nodeType === "IndexAccess");
  const entries = code.variables.find(
    (one) =>
      one !== variable &&
      taken.some(({ value }) => flow.depends(value, one.node.id)) &&
      usesOf(code, one).some(
        ({ kind, steps, value }) =>
          kind === "assign" && steps.length > 0 && flow.depends(value, variable.node.id),
      ) &&
      indexed.some(
        (access) =>
          isRoot(flow, access, one) &&
          flow.depends(childOf(access, "indexExpression"), variable.node.id),
      ),
  );
  return entries && { kind: "head", entries: entries.name };
}

/** What is taken as it stands there, and not computed. */
function isRead({ nodeType }: AstNode): boolean {
  return ["Identifier", "MemberAccess", "IndexAccess"].includes(nodeType);
}

/** Two numbers are compared, or it is reckoned how far apart they are. */
function isMeeting(node: AstNode): boolean {
  const isDifference = textOf(node, "operator") === "-";
  return node.nodeType === "BinaryOperation" && (isDifference || isComparison(node));
}

function isRoot(flow: ValueFlow, node: AstNode, { node: variable }: StateVariable): boolean {
  return flow.rootsOf(node).has(variable.id);
}

function expressionsOf({ functions }: ContractCode): AstNode[] {
  return functions.filter(({ kind }) => kind !== "constructor").flatMap(({ body }) => allIn(body));
}

function membersIn(node: AstNode): string[] {
  return allIn(node).flatMap((one) =>
    one.nodeType === "MemberAccess" ? (textOf(one, "memberName") ?? []) : [],
  );
}

function nameOf({ variable: { name }, member }: Pointer): string {
  return member === undefined ? name : `${name}.${member}`;
}
