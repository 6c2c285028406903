import {
  type AstNode,
  childOf,
  childrenOf,
  nodesIn,
  textOf,
  typeIdentifierOf,
} from "../../model/solidity/ast-node.ts";
import { accessPath } from "./access-path.ts";
import { allIn } from "./all-in.ts";
import { calleeOf, parametersOf, passedTo } from "./call-parts.ts";
import { calleesOf } from "./callees.ts";
import { CodeIndex } from "./code-index.ts";
import { type CodeFunction, type ContractCode, isEntry, sourceText } from "./contract-code.ts";
import { entryChanges, type EntrySet, isHandedOn } from "./entry-sets.ts";
import { type Linear, plus, ZERO } from "./linear.ts";
import { reachableFrom } from "./reachable.ts";
import { roundsOf } from "./rounds.ts";
import { type Given, SentValue } from "./sent-value.ts";
import { usesOf } from "./uses.ts";
import { valuePaid } from "./value-paid.ts";

/**
 * Whether each call pays no more than what came with it, or what it takes out of entries beside that, which were
 * made of what came with other calls: then nobody is paid by what belongs to somebody else, though the contract
 * keeps it. What is not understood is not covered. `noted`: ids of payments that will run nobody's code any more.
 */
export function arePaymentsCovered(
  code: ContractCode,
  isChecked: (inside: CodeFunction) => boolean,
  noted: ReadonlySet<number>,
): boolean {
  return uncoveredEntries(code, isChecked, noted).length === 0;
}

/** Functions, and constructors, that may pay more than that. */
export function uncoveredEntries(
  code: ContractCode,
  isChecked: (inside: CodeFunction) => boolean,
  noted: ReadonlySet<number>,
): readonly CodeFunction[] {
  const books = new Set<string>();
  // Each entry that is drawn on may have been made of another one.
  for (;;) {
    const known = books.size;
    const uncovered = new CoverWalk({ code, isChecked, noted, books }).uncovered();
    if (books.size === known) return uncovered;
  }
}

/** It pays what nobody knows to be there. */
class Uncovered extends Error {}

interface Walked {
  readonly code: ContractCode;
  readonly isChecked: (inside: CodeFunction) => boolean;
  readonly noted: ReadonlySet<number>;
  /** Names of what is drawn on; grows. */
  readonly books: Set<string>;
}

class CoverWalk {
  readonly #code: ContractCode;
  readonly #noted: ReadonlySet<number>;
  readonly #index: CodeIndex;
  readonly #sent: SentValue;
  readonly #changes: ReadonlyMap<number, EntrySet>;
  readonly #books: Set<string>;
  readonly #running: CodeFunction[] = [];

  constructor({ code, isChecked, noted, books }: Walked) {
    this.#code = code;
    this.#noted = noted;
    this.#index = CodeIndex.of(code);
    this.#sent = new SentValue(code, isChecked);
    this.#changes = entryChanges(code, isChecked);
    this.#books = books;
  }

  uncovered(): readonly CodeFunction[] {
    const entries = this.#code.functions.filter(
      (one) => isEntry(one) || one.kind === "constructor",
    );
    const isFilled = this.#code.variables.some(
      ({ name, node }) => this.#isBook(name) && childOf(node, "value") !== undefined,
    );
    return isFilled ? entries : entries.filter((one) => !this.#isCovered(one));
  }

  #isCovered(entry: CodeFunction): boolean {
    try {
      return this.#sent.isSent(this.#paidBy(entry, new Map()));
    } catch (error) {
      if (error instanceof Uncovered) return false;
      throw error;
    }
  }

  /** What a function pays, and puts into entries that others are paid of. */
  #paidBy(inside: CodeFunction, given: Given): Linear {
    if (this.#running.includes(inside)) throw new Uncovered();
    this.#running.push(inside);
    try {
      const parts = [...nodesIn(inside.node.fields.modifiers), inside.body];
      return this.#sum(parts, inside, given);
    } finally {
      this.#running.pop();
    }
  }

  #sum(nodes: readonly AstNode[], inside: CodeFunction, given: Given): Linear {
    return nodes.reduce((sum, node) => plus(sum, this.#paidIn(node, inside, given)), ZERO);
  }

  /** Of two ways both are counted: nothing of it is less than nothing. */
  #paidIn(node: AstNode, inside: CodeFunction, given: Given): Linear {
    switch (node.nodeType) {
      case "Block":
      case "UncheckedBlock":
        return this.#paidInBlock(nodesIn(node.fields.statements), inside, given);
      case "ForStatement":
      case "WhileStatement":
      case "DoWhileStatement":
        return this.#paidInLoop(node, inside, given);
      default:
        return plus(this.#sum(childrenOf(node), inside, given), this.#paidAt(node, inside, given));
    }
  }

  /** What has been taken from an entry is there to be paid, behind it and in the same block. */
  #paidInBlock(statements: readonly AstNode[], inside: CodeFunction, given: Given): Linear {
    const taken = new Map<string, EntrySet>();
    const emptied = new Set<string>();
    let sum = ZERO;
    statements.forEach((statement, i) => {
      let paid = this.#paidIn(statement, inside, given);
      for (const [name, { field }] of taken) {
        if (paid.get(name) !== 1n) continue;
        this.#books.add(field);
        paid = plus(paid, new Map([[name, -1n]]));
        taken.delete(name);
      }
      sum = plus(sum, paid);
      const change = this.#changes.get(childOf(statement, "expression")?.id ?? -1);
      if (change === undefined || emptied.has(change.field)) return;
      const name = this.#nameTaken(change, statements.slice(0, i), inside, given);
      if (name === undefined) return;
      if (change.kind === "empty") emptied.add(change.field);
      taken.set(name, change);
    });
    return sum;
  }

  /** The number that an entry is lowered by: of `entry -= amount`, and of `amount = entry; entry = 0`. */
  #nameTaken(
    { kind, target, value }: EntrySet,
    before: readonly AstNode[],
    inside: CodeFunction,
    given: Given,
  ): string | undefined {
    if (kind === "lower") {
      const amount = value === undefined ? ZERO : this.#sent.amountOf(value, inside, given);
      const [[name, times] = ["", 0n], ...others] = amount;
      return times === 1n && others.length === 0 && name !== "" ? name : undefined;
    }
    if (kind !== "empty") return undefined;
    const text = sourceText(inside.source, target);
    const at = before.findLastIndex((statement) => isCopyOf(statement, text, inside));
    const copy = before[at];
    // Nothing else happens between.
    if (copy === undefined || before.slice(at + 1).some((one) => this.#isDoing(one))) {
      return undefined;
    }
    const [declared] = nodesIn(copy.fields.declarations);
    return declared && `#${declared.id}`;
  }

  #isDoing(statement: AstNode): boolean {
    return allIn(statement).some((node) => {
      if (node.nodeType === "Assignment" || this.#changes.has(node.id)) return true;
      if (node.nodeType === "UnaryOperation") return textOf(node, "operator") !== "!";
      if (node.nodeType !== "FunctionCall") return false;
      const name = textOf(calleeOf(node), "name") ?? "";
      const isError = this.#index.parentOf(node)?.nodeType === "RevertStatement";
      return (
        textOf(node, "kind") !== "typeConversion" &&
        !isError &&
        !["require", "revert", "assert"].includes(name)
      );
    });
  }

  #paidInLoop(loop: AstNode, inside: CodeFunction, given: Given): Linear {
    const start = childOf(loop, "initializationExpression");
    const before = start === undefined ? ZERO : this.#paidIn(start, inside, given);
    const each = this.#sum(
      childrenOf(loop).filter(({ id }) => id !== start?.id),
      inside,
      given,
    );
    if (each.size === 0) return before;
    const rounds = roundsOf(this.#index, loop);
    const count = rounds && this.#sent.countOf(rounds);
    const all = count === undefined ? undefined : this.#sent.inRounds(each, count);
    if (count === undefined || all === undefined || !this.#isStill(count)) throw new Uncovered();
    return plus(before, all);
  }

  /** It is the same from the beginning of the call to its end. */
  #isStill(count: string): boolean {
    const id = Number(/#(\d+)$/.exec(count)?.[1]);
    const variable = this.#code.variables.find(({ node }) => node.id === id);
    if (variable === undefined) return true;
    const changing = usesOf(this.#code, variable)
      .filter((use) => use.steps.length === 0 && (use.kind !== "read" || isHandedOn(use)))
      .filter((use) => use.function.kind !== "constructor")
      .map((use) => use.function.node.id);
    const [entry] = this.#running;
    const run = entry === undefined ? [] : reachableFrom(this.#code, [entry]);
    if (run.some(({ node }) => changing.includes(node.id))) return false;
    return (
      changing.length === 0 || !run.some(({ body }) => allIn(body).some((one) => this.#isLeft(one)))
    );
  }

  /** Somebody else's code runs, and may come back. */
  #isLeft(node: AstNode): boolean {
    const type = typeIdentifierOf(calleeOf(node)) ?? "";
    return (
      /^t_function_(external|bare)/.test(type) &&
      !/_(view|pure)\$/.test(type) &&
      !this.#noted.has(node.id)
    );
  }

  #paidAt(node: AstNode, inside: CodeFunction, given: Given): Linear {
    const change = this.#changes.get(node.id);
    if (change === undefined && this.#books.size > 0 && isSetting(node)) throw new Uncovered();
    const put = change === undefined ? ZERO : this.#putBy(change, inside, given);
    if (node.nodeType !== "FunctionCall" && node.nodeType !== "ModifierInvocation") return put;
    const paid = valuePaid(this.#code, node);
    if (paid === "unknown") throw new Uncovered();
    if (paid !== undefined) return plus(put, this.#sent.amountOf(paid, inside, given));
    return calleesOf(this.#code, node)
      .filter((called) => this.#code.functions.includes(called))
      .map((called) => this.#paidBy(called, this.#givenTo(called, node, inside, given)))
      .reduce(both, put);
  }

  #givenTo(called: CodeFunction, call: AstNode, inside: CodeFunction, given: Given): Given {
    const values = passedTo(call, called.node);
    return new Map(
      parametersOf(called.node).flatMap(({ id }, i): [number, Linear][] => {
        const value = values[i];
        return value === undefined ? [] : [[id, this.#sent.amountOf(value, inside, given)]];
      }),
    );
  }

  /** What an entry that others are paid of gets more. */
  #putBy({ kind, field, value }: EntrySet, inside: CodeFunction, given: Given): Linear {
    if (!this.#isBook(field) || kind === "empty" || kind === "lower") return ZERO;
    if (kind === "other" || value === undefined) throw new Uncovered();
    const values = kind === "raise" ? [value] : numbersIn(value);
    return values.map((one) => this.#sent.amountOf(one, inside, given)).reduce(both, ZERO);
  }

  #isBook(field: string): boolean {
    return [...this.#books].some(
      (one) => one === field || one.startsWith(`${field}.`) || field.startsWith(`${one}.`),
    );
  }
}

/** Something that is stored, though nobody sees what: by what a function has given back. */
function isSetting(node: AstNode): boolean {
  const target =
    node.nodeType === "Assignment"
      ? childOf(node, "leftHandSide")
      : node.nodeType === "UnaryOperation"
        ? childOf(node, "subExpression")
        : undefined;
  if (target === undefined || !["MemberAccess", "IndexAccess"].includes(target.nodeType)) {
    return false;
  }
  const { root } = accessPath(target);
  return typeIdentifierOf(root)?.includes("_storage") === true && textOf(node, "operator") !== "!";
}

function both(a: Linear, b: Linear): Linear {
  return plus(a, b);
}

/** `uint256 amount = entry;` */
function isCopyOf(statement: AstNode, text: string, { source }: CodeFunction): boolean {
  if (statement.nodeType !== "VariableDeclarationStatement") return false;
  const value = childOf(statement, "initialValue");
  const declared = nodesIn(statement.fields.declarations);
  return declared.length === 1 && value !== undefined && sourceText(source, value) === text;
}

/** All numbers that a struct is made of; of a number it alone. */
function numbersIn(value: AstNode): readonly AstNode[] {
  return textOf(value, "kind") === "structConstructorCall"
    ? nodesIn(value.fields.arguments).filter((one) => isNumber(one))
    : [value];
}

function isNumber(node: AstNode): boolean {
  const type = typeIdentifierOf(node) ?? "";
  return !/^t_(address|bool|bytes|string|enum|contract)/.test(type);
}
