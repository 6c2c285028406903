import {
  type AstNode,
  assemblyReferences,
  childOf,
  nodesIn,
  numberOf,
  textOf,
} from "../../model/solidity/ast-node.ts";
import { allIn } from "./all-in.ts";
import type { Books } from "./books.ts";
import { argumentsOf, calleeOf, parametersOf, passedTo, returnParametersOf } from "./call-parts.ts";
import { calleesOf } from "./callees.ts";
import type { CodeFunction, ContractCode } from "./contract-code.ts";
import { requiredBy } from "./decisions.ts";
import { constantOf, type Linear, reduce, unknown, ZERO } from "./linear.ts";
import { overloadRunBy } from "./overload-run-by.ts";
import { waysWith } from "./path-conditions.ts";
import { AT_FIRST, type PathState, STORED, withChanged, withLocal } from "./path-state.ts";
import { allOf, outcomesOf } from "./path-values.ts";
import { type Outcome, Unclear, type Walk } from "./path-walk.ts";

/**
 * Whether a call leaves the sum what it was to be:
 * - `balanced`: on each way through it the entries change by as much, taken together, as the sum does.
 * - `unbalanced`: on some way they do not.
 * - `unknown`: it does something that is not understood here.
 */
export type Balance = "balanced" | "unbalanced" | "unknown";

/** Walks all ways through a call of a function, with sums of unknown numbers for what it reckons. */
export function balanceOf(code: ContractCode, books: Books, entry: CodeFunction): Balance {
  try {
    const ways = new BalanceWalk(code, books).waysThrough(entry);
    const left = ways.map(({ state }) => {
      const balance = reduce(state.balance, state.solved);
      return entry.kind === "constructor" ? withoutFirst(balance, books) : balance;
    });
    if (left.every((one) => isEven(one, books))) return "balanced";
    const isClear = left.every((one) => [...one.keys()].every((name) => !isUnclear(name)));
    return isClear ? "unbalanced" : "unknown";
  } catch (error) {
    if (error instanceof Unclear) return "unknown";
    throw error;
  }
}

/** Before the constructor all is nothing. */
function withoutFirst(balance: Linear, { changes }: Books): Linear {
  const names = [...changes.values()].flatMap((one) => one.names);
  const isFirst = (text: string) =>
    text.endsWith("@0") &&
    names.some((name) => [`${name}@`, `${name}[`].some((one) => text.startsWith(STORED + one)));
  return new Map([...balance].filter(([text]) => !isFirst(text)));
}

/** Of what is counted there may be less than the number says, but not more. */
function isEven(balance: Linear, { counted }: Books): boolean {
  const left = constantOf(balance);
  return left !== undefined && (counted === "amount" ? left === 0n : left <= 0n);
}

/** What is stored may be two names of one place, and of what is new nothing is known. */
function isUnclear(name: string): boolean {
  return name.includes(STORED) || name.includes(FRESH);
}

const FRESH = "new ";

/** One way through a statement, and how it is left. */
interface Passage {
  readonly state: PathState;
  readonly end: "next" | "return" | "break" | "continue";
  /** What is given back. */
  readonly values: readonly Linear[];
}

class BalanceWalk implements Walk {
  readonly code: ContractCode;
  readonly books: Books;
  readonly #running: CodeFunction[] = [];
  #count = 0;
  #steps = 0;

  constructor(code: ContractCode, books: Books) {
    this.code = code;
    this.books = books;
  }

  readonly fresh = (): Linear => unknown(`${FRESH}${++this.#count}`);

  waysThrough(entry: CodeFunction): readonly Outcome[] {
    const state = parametersOf(entry.node).reduce(
      (before, { id }) => withLocal(before, id, unknown(`argument ${id}`)),
      AT_FIRST,
    );
    return this.#run(entry, state);
  }

  readonly waysWith = (
    expression: AstNode,
    truth: boolean,
    inside: CodeFunction,
    state: PathState,
  ): readonly PathState[] => waysWith(this, expression, truth, inside, state);

  readonly callOf = (
    node: AstNode,
    inside: CodeFunction,
    state: PathState,
  ): readonly Outcome[] | undefined => {
    const required = requiredBy(node);
    if (required !== undefined) {
      return this.waysWith(required, true, inside, state).map((way) => ({
        state: way,
        values: [],
      }));
    }
    if (textOf(calleeOf(node), "name") === "revert") return [];
    if (calleesOf(this.code, node).length === 0) return undefined;
    const called = overloadRunBy(this.code, node, inside);
    const isTouched = this.books.isTouched(node);
    if (called === undefined) {
      if (isTouched) throw new Unclear();
      return undefined;
    }
    try {
      return allOf(this, passedTo(node, called.node), inside, state).flatMap((given) =>
        this.#run(
          called,
          parametersOf(called.node).reduce(
            (before, { id }, i) => withLocal(before, id, given.values[i] ?? this.fresh()),
            given.state,
          ),
        ),
      );
    } catch (error) {
      if (isTouched || !(error instanceof Unclear)) throw error;
      return [{ state, values: [this.fresh()] }];
    }
  };

  #run(called: CodeFunction, state: PathState): readonly Outcome[] {
    if (this.#running.includes(called) || this.#isGuardTouching(called)) throw new Unclear();
    const results = returnParametersOf(called.node);
    const before = results.reduce((now, { id }) => withLocal(now, id, ZERO), state);
    this.#running.push(called);
    try {
      return this.#pass(called.body, called, before).map((way) => ({
        state: way.state,
        values:
          way.values.length > 0
            ? way.values
            : results.map(({ id }) => way.state.locals.get(id) ?? this.fresh()),
      }));
    } finally {
      this.#running.pop();
    }
  }

  /** What modifiers do beside refusing is not looked at. */
  #isGuardTouching({ node }: CodeFunction): boolean {
    return nodesIn(node.fields.modifiers).some((one) => this.books.isTouched(one));
  }

  #pass(node: AstNode, inside: CodeFunction, state: PathState): readonly Passage[] {
    if (++this.#steps > MOST_STEPS) throw new Unclear();
    switch (node.nodeType) {
      case "Block":
      case "UncheckedBlock":
        return this.#passAll(nodesIn(node.fields.statements), inside, state);
      case "ExpressionStatement":
        return this.#evaluate(childOf(node, "expression"), inside, state);
      case "EmitStatement": {
        const call = childOf(node, "eventCall");
        return call !== undefined && this.books.isTouched(call)
          ? allOf(this, argumentsOf(call), inside, state).map((one) => next(one.state))
          : [next(state)];
      }
      case "VariableDeclarationStatement":
        return this.#declare(node, inside, state);
      case "IfStatement":
        return this.#choose(node, inside, state);
      case "Return": {
        const value = childOf(node, "expression");
        if (value === undefined) return [{ state, end: "return", values: [] }];
        return outcomesOf(this, value, inside, state).map((one) => ({ ...one, end: "return" }));
      }
      case "RevertStatement":
      case "Throw":
        return [];
      case "Break":
        return [{ ...next(state), end: "break" }];
      case "Continue":
        return [{ ...next(state), end: "continue" }];
      case "ForStatement":
      case "WhileStatement":
      case "DoWhileStatement":
        return this.#repeat(node, inside, state);
      default:
        if (this.books.isTouched(node)) throw new Unclear();
        return [next(this.#forgetting(node, state)), ...this.#returning(node, state)];
    }
  }

  #passAll(
    statements: readonly AstNode[],
    inside: CodeFunction,
    state: PathState,
  ): readonly Passage[] {
    return statements.reduce<readonly Passage[]>(
      (ways, statement) =>
        ways.flatMap((way) =>
          way.end === "next" ? this.#pass(statement, inside, way.state) : [way],
        ),
      [next(state)],
    );
  }

  #evaluate(node: AstNode | undefined, inside: CodeFunction, state: PathState): readonly Passage[] {
    if (node === undefined) return [next(state)];
    return outcomesOf(this, node, inside, state).map((one) => next(one.state));
  }

  #declare(node: AstNode, inside: CodeFunction, state: PathState): readonly Passage[] {
    const declared: readonly unknown[] = Array.isArray(node.fields.declarations)
      ? node.fields.declarations
      : [];
    const own = declared.map((one) => nodesIn([one])[0]);
    const value = childOf(node, "initialValue");
    const ways =
      value === undefined
        ? [{ state, values: own.map(() => ZERO) }]
        : outcomesOf(this, value, inside, state);
    return ways.map((way) => {
      const isEach = way.values.length === own.length;
      const behind = own.reduce(
        (before, one, i) =>
          one === undefined
            ? before
            : withLocal(before, one.id, (isEach ? way.values[i] : undefined) ?? this.fresh()),
        way.state,
      );
      return next(behind);
    });
  }

  #choose(node: AstNode, inside: CodeFunction, state: PathState): readonly Passage[] {
    const condition = childOf(node, "condition");
    if (condition === undefined) throw new Unclear();
    return [true, false].flatMap((truth) => {
      const body = childOf(node, truth ? "trueBody" : "falseBody");
      return this.waysWith(condition, truth, inside, state).flatMap((way) =>
        body === undefined ? [next(way)] : this.#pass(body, inside, way),
      );
    });
  }

  /** Each round by itself has to leave the balance as it is: how many there are nobody knows. */
  #repeat(node: AstNode, inside: CodeFunction, state: PathState): readonly Passage[] {
    const start = childOf(node, "initializationExpression");
    const begun = start === undefined ? [next(state)] : this.#pass(start, inside, state);
    return begun.flatMap((way) => {
      const before = this.#forgetting(node, way.state);
      if (!this.books.isTouched(node)) {
        return [next(before), ...this.#returning(node, before)];
      }
      const round = ["condition", "body", "loopExpression"].flatMap(
        (field) => childOf(node, field) ?? [],
      );
      const left = this.#rounds(round, inside, { ...before, balance: ZERO });
      const areEven = left.every(({ state: { balance, solved } }) =>
        isEven(reduce(balance, solved), this.books),
      );
      if (!areEven) throw new Unclear();
      const returned = left.filter(({ end }) => end === "return");
      return [
        next(this.#forgetting(node, before)),
        ...returned.map((one) => ({ ...one, state: { ...one.state, balance: before.balance } })),
      ];
    });
  }

  #rounds(parts: readonly AstNode[], inside: CodeFunction, state: PathState): readonly Passage[] {
    return parts.reduce<readonly Passage[]>(
      (ways, part) =>
        ways.flatMap((way) => {
          if (way.end === "return" || way.end === "break") return [way];
          return STATEMENT.test(part.nodeType)
            ? this.#pass(part, inside, way.state)
            : this.#evaluate(part, inside, way.state);
        }),
      [next(state)],
    );
  }

  /** Whatever is set in there is something else behind it. */
  #forgetting(node: AstNode, state: PathState): PathState {
    const named = allIn(node).flatMap((one) => numberOf(one, "referencedDeclaration") ?? []);
    const inAssembly = allIn(node).flatMap(assemblyReferences);
    const all = [...new Set([...named, ...inAssembly.map(({ declaration }) => declaration)])];
    const forgotten = all.reduce(
      (before, id) => (before.locals.has(id) ? withLocal(before, id, this.fresh()) : before),
      state,
    );
    const names = [...all.map((id) => `#${id}`), ...this.#namesBooked()];
    return names.reduce(withChanged, forgotten);
  }

  #namesBooked(): readonly string[] {
    return [...new Set([...this.books.changes.values()].flatMap(({ names }) => names))];
  }

  /** It may be left for good from in there. */
  #returning(node: AstNode, state: PathState): readonly Passage[] {
    const isReturning = allIn(node).some(({ nodeType }) => nodeType === "Return");
    return isReturning ? [{ state, end: "return", values: [this.fresh()] }] : [];
  }
}

const STATEMENT = /(Block|Statement)$/;

/** Ways multiply: of what has more than these nobody needs to know. */
const MOST_STEPS = 5000;

function next(state: PathState): Passage {
  return { state, end: "next", values: [] };
}
