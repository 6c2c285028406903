import {
  type AstNode,
  childOf,
  nodesIn,
  numberOf,
  textOf,
  typeStringOf,
} from "../../model/solidity/ast-node.ts";
import { allIn } from "./all-in.ts";
import { type Booked, type Counted, isCopied } from "./books.ts";
import { argumentsOf } from "./call-parts.ts";
import { CodeIndex } from "./code-index.ts";
import { type CodeFunction, type ContractCode, sourceText } from "./contract-code.ts";
import { constant, type Linear, minus, nameOf, plus, unknown, ZERO } from "./linear.ts";
import { isNotZero, isZero } from "./path-knowledge.ts";
import { listOf, rootOf, setAll, setOne } from "./path-setting.ts";
import { type PathState, storedAt, withChanged } from "./path-state.ts";
import { type Outcome, Unclear, type Walk } from "./path-walk.ts";
import { reckoned } from "./reckoned.ts";
import { withoutSameConversions } from "./same-conversions.ts";

/** The ways through an expression that gives one value. */
export function valueOf(
  walk: Walk,
  node: AstNode,
  inside: CodeFunction,
  state: PathState,
): readonly { readonly state: PathState; readonly value: Linear }[] {
  return outcomesOf(walk, node, inside, state).map((one) => ({
    state: one.state,
    value: one.values[0] ?? walk.fresh(),
  }));
}

export function outcomesOf(
  walk: Walk,
  expression: AstNode,
  inside: CodeFunction,
  state: PathState,
): readonly Outcome[] {
  const node = withoutSameConversions(expression, inside);
  const known = knownOf(node);
  if (known !== undefined) return [{ state, values: [known] }];
  const change = walk.books.changes.get(node.id);
  if (change !== undefined) return booked(walk, change, inside, state);
  const read = walk.books.reads.get(node.id);
  if (read !== undefined) {
    return keysOf(walk, read, inside, state).map(({ state: behind, values }) =>
      isCopied(read.use)
        ? copied(walk, read, values, { inside, state: behind })
        : { state: behind, values: [storedAt(behind, read.names[0] ?? "", values)] },
    );
  }
  switch (node.nodeType) {
    case "Identifier": {
      const declaration = numberOf(node, "referencedDeclaration") ?? -1;
      const local = state.locals.get(declaration);
      return [{ state, values: [local ?? storedAt(state, `#${declaration}`, [])] }];
    }
    case "TupleExpression":
      return allOf(walk, listOf(node.fields.components), inside, state);
    case "Assignment":
      return assigned(walk, node, inside, state);
    case "UnaryOperation":
      return unary(walk, node, inside, state);
    case "BinaryOperation":
      return binary(walk, node, inside, state);
    case "Conditional": {
      const [condition, yes, no] = ["condition", "trueExpression", "falseExpression"].map((field) =>
        childOf(node, field),
      );
      if (condition === undefined || yes === undefined || no === undefined) throw new Unclear();
      return [
        ...walk
          .waysWith(condition, true, inside, state)
          .flatMap((way) => outcomesOf(walk, yes, inside, way)),
        ...walk
          .waysWith(condition, false, inside, state)
          .flatMap((way) => outcomesOf(walk, no, inside, way)),
      ];
    }
    case "FunctionCall":
      return called(walk, node, inside, state);
    case "MemberAccess":
    case "IndexAccess":
      return looked(walk, node, inside, state);
    default:
      return [{ state, values: [opaque(walk, node, inside)] }];
  }
}

/** The ways through one after another, with what each of them comes to. */
export function allOf(
  walk: Walk,
  nodes: readonly (AstNode | undefined)[],
  inside: CodeFunction,
  state: PathState,
): readonly Outcome[] {
  return nodes.reduce<readonly Outcome[]>(
    (ways, node) =>
      ways.flatMap((way) =>
        node === undefined
          ? [{ ...way, values: [...way.values, ZERO] }]
          : valueOf(walk, node, inside, way.state).map((one) => ({
              state: one.state,
              values: [...way.values, one.value],
            })),
      ),
    [{ state, values: [] }],
  );
}

/** A literal, and what the compiler reckons from literals; `address(0)`, `true`. */
function knownOf(node: AstNode): Linear | undefined {
  const digits = /^int_const (-?\d+)$/.exec(typeStringOf(node) ?? "")?.[1];
  if (digits !== undefined) return constant(BigInt(digits));
  if (node.nodeType !== "Literal" || textOf(node, "kind") !== "bool") return undefined;
  return constant(textOf(node, "value") === "true" ? 1n : 0n);
}

/** A struct as it is now, for what is read from it later. */
function copied(
  { fresh, code }: Walk,
  { names, use: { around } }: Booked,
  keys: readonly Linear[],
  { inside, state }: { readonly inside: CodeFunction; readonly state: PathState },
): Outcome {
  const copy = fresh();
  const [declaration] = nodesIn(around[0]?.fields.declarations);
  if (declaration === undefined || !isOnlyLookedAt(code, declaration, inside)) {
    return { state, values: [copy] };
  }
  const members = names.map(
    (name) => [name.slice(name.lastIndexOf(".") + 1), storedAt(state, name, keys)] as const,
  );
  const copies = new Map([...state.copies, [nameOf(copy), new Map(members)] as const]);
  return { state: { ...state, copies }, values: [copy] };
}

/** Nothing is done with a struct in memory but to read its members: nobody else has it who could change it. */
function isOnlyLookedAt(code: ContractCode, { id }: AstNode, inside: CodeFunction): boolean {
  const index = CodeIndex.of(code);
  return allIn(inside.body)
    .filter((one) => one.nodeType === "Identifier" && numberOf(one, "referencedDeclaration") === id)
    .every((name) => {
      const member = index.parentOf(name);
      const holder = member && index.parentOf(member);
      const isSet =
        (holder?.nodeType === "Assignment" && childOf(holder, "leftHandSide")?.id === member?.id) ||
        (holder?.nodeType === "UnaryOperation" && textOf(holder, "operator") !== "!") ||
        holder?.nodeType === "TupleExpression";
      return member?.nodeType === "MemberAccess" && !isSet;
    });
}

/** What is counted changes. */
function booked(
  walk: Walk,
  change: Booked,
  inside: CodeFunction,
  state: PathState,
): readonly Outcome[] {
  const { use, names, isTotal } = change;
  return keysOf(walk, change, inside, state).flatMap(({ state: before, values: keys }) => {
    const given = use.value;
    const ways =
      given === undefined
        ? [{ state: before, value: constant(1n) }]
        : valueOf(walk, given, inside, before);
    return ways.map(({ state: behind, value }) => {
      const by = names.reduce((sum, name) => {
        const old = storedAt(behind, name, keys);
        const { counted } = walk.books;
        const step =
          isTotal || counted === "amount"
            ? stepOf(use.kind, value, old)
            : stepOfCount(change, value, old, counted, behind);
        return plus(sum, step);
      }, ZERO);
      const balance = plus(behind.balance, by, isTotal ? -1n : 1n);
      const changed = names.reduce(withChanged, { ...behind, balance });
      return { state: changed, values: [storedAt(changed, names[0] ?? "", keys)] };
    });
  });
}

function stepOf(kind: Booked["use"]["kind"], value: Linear, old: Linear): Linear {
  if (kind === "add") return value;
  if (kind === "subtract") return minus(ZERO, value);
  return kind === "delete" ? minus(ZERO, old) : minus(value, old);
}

/** By how many, at most, there are more of those that are counted. */
function stepOfCount(
  { use, names }: Booked,
  value: Linear,
  old: Linear,
  counted: Counted,
  state: PathState,
): Linear {
  // There was nothing before.
  if (use.kind === "push") return constant(1n);
  const isKnown = use.kind === "assign" && names.length === 1 && isOfMembers(use, names);
  const next = use.kind === "delete" ? ZERO : isKnown ? value : undefined;
  const [is, isNot] = counted === "zero" ? [isZero, isNotZero] : [isNotZero, isZero];
  const most = next !== undefined && isNot(next, state) ? 0n : 1n;
  const least = is(old, state) ? 1n : 0n;
  return constant(most - least);
}

/** It is the field itself that is set, not a struct that has it. */
function isOfMembers({ steps }: Booked["use"], [name = ""]: readonly string[]): boolean {
  return steps.filter(({ kind }) => kind === "member").length === name.split(".").length - 1;
}

function keysOf(
  walk: Walk,
  { use }: Booked,
  inside: CodeFunction,
  state: PathState,
): readonly Outcome[] {
  const keys = use.steps.flatMap((step) => (step.kind === "index" ? [step.key] : []));
  return allOf(walk, keys, inside, state);
}

function assigned(
  walk: Walk,
  node: AstNode,
  inside: CodeFunction,
  state: PathState,
): readonly Outcome[] {
  const [target, value] = [childOf(node, "leftHandSide"), childOf(node, "rightHandSide")];
  if (target === undefined || value === undefined) throw new Unclear();
  const operator = (textOf(node, "operator") ?? "=").slice(0, -1);
  return outcomesOf(walk, value, inside, state).flatMap((given) => {
    if (operator === "") {
      return [{ state: setAll(walk, target, given, inside), values: given.values }];
    }
    return valueOf(walk, target, inside, given.state).map((old) => {
      const sum = reckoned(operator, old.value, given.values[0] ?? walk.fresh(), old.state);
      return {
        state: setAll(walk, target, { state: old.state, values: [sum] }, inside),
        values: [sum],
      };
    });
  });
}

function unary(
  walk: Walk,
  node: AstNode,
  inside: CodeFunction,
  state: PathState,
): readonly Outcome[] {
  const part = childOf(node, "subExpression");
  const operator = textOf(node, "operator") ?? "";
  if (part === undefined) throw new Unclear();
  return valueOf(walk, part, inside, state).map(({ state: behind, value }) => {
    const set = (next: Linear) => setOne(walk, part, next, { inside, state: behind });
    switch (operator) {
      case "-":
        return { state: behind, values: [minus(ZERO, value)] };
      case "++":
      case "--": {
        const next = plus(value, constant(operator === "++" ? 1n : -1n));
        return { state: set(next), values: [node.fields.prefix === true ? next : value] };
      }
      case "delete":
        return { state: set(ZERO), values: [ZERO] };
      default:
        return { state: behind, values: [unknown(`${operator}${nameOf(value)}`)] };
    }
  });
}

function binary(
  walk: Walk,
  node: AstNode,
  inside: CodeFunction,
  state: PathState,
): readonly Outcome[] {
  const [left, right] = [childOf(node, "leftExpression"), childOf(node, "rightExpression")];
  const operator = textOf(node, "operator") ?? "";
  // The right side does not run always.
  if ((operator === "&&" || operator === "||") && right && walk.books.isTouched(right)) {
    throw new Unclear();
  }
  return allOf(walk, [left, right], inside, state).map(({ state: behind, values: [a, b] }) => ({
    state: behind,
    values: [reckoned(operator, a ?? ZERO, b ?? ZERO, behind)],
  }));
}

function called(
  walk: Walk,
  node: AstNode,
  inside: CodeFunction,
  state: PathState,
): readonly Outcome[] {
  const own = walk.callOf(node, inside, state);
  if (own !== undefined) return own;
  const callee = childOf(node, "expression");
  const isStruct = textOf(node, "kind") === "structConstructorCall";
  const isPure = /^function \(.*\) pure/.test(typeStringOf(callee) ?? "");
  return allOf(walk, argumentsOf(node), inside, state).map(({ state: behind, values }) => {
    const name = callee === undefined ? "" : sourceText(inside.source, callee);
    const is = isPure && !isStruct;
    const result = is ? unknown(`${name}(${values.map(nameOf).join(",")})`) : walk.fresh();
    return { state: behind, values: [result] };
  });
}

/** A member or an entry of anything that is not counted. */
function looked(
  walk: Walk,
  node: AstNode,
  inside: CodeFunction,
  state: PathState,
): readonly Outcome[] {
  const base = childOf(node, "expression") ?? childOf(node, "baseExpression");
  const key = childOf(node, "indexExpression");
  const member = textOf(node, "memberName");
  return allOf(walk, [base, ...(key ? [key] : [])], inside, state).map((way) => {
    const [of = "", at] = way.values.map(nameOf);
    const root = way.state.versions.get(`#${rootOf(node)}`) ?? 0;
    const stored = way.state.copies.get(of)?.get(member ?? "");
    if (stored !== undefined) return { state: way.state, values: [stored] };
    const text = at === undefined ? `${of}.${member ?? ""}` : `${of}[${at}]`;
    return { state: way.state, values: [unknown(`${text}@${root}`)] };
  });
}

/** The same text means the same nowhere else. */
function opaque({ fresh, books }: Walk, node: AstNode, inside: CodeFunction): Linear {
  if (books.isTouched(node)) throw new Unclear(sourceText(inside.source, node));
  return node.nodeType === "Literal" ? unknown(sourceText(inside.source, node)) : fresh();
}
