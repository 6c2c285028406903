import {
  type AstNode,
  childOf,
  childrenOf,
  nodesIn,
  numberOf,
  textOf,
} from "../../model/solidity/ast-node.ts";
import type { SourceEdit } from "../../model/suggestion.ts";
import { CodeIndex } from "../code/code-index.ts";
import { isCompiledSince } from "../code/compiled-since.ts";
import {
  type CodeFunction,
  type ContractCode,
  type Declared,
  sourceText,
} from "../code/contract-code.ts";
import { uncoveredEntries } from "../code/covered-payments.ts";
import { isOwnBalance } from "../code/looks-at-balance.ts";
import { familyOf, isTaken } from "../code/names.ts";
import type { Payment } from "../code/payments.ts";
import type { Subject } from "../rule.ts";
import { indentationOf, indentationUnit, quoteOf, statementEnd } from "./layout.ts";
import { isUpgradeable } from "./upgradeable.ts";

/**
 * Payments of ETH in a loop as entries of what each recipient is owed, in parts by the payer, and a function
 * that pays them out. Undefined where the code does not show that what is noted has come in, and that nothing else
 * gives it away: a payment fails where there is not enough, an entry does not. Nor where more comes of a payment
 * than that it must succeed, and where it is not in the user's own contract.
 */
export function accruePayments(
  { code, project, shards }: Pick<Subject, "code" | "project" | "shards">,
  payments: readonly Payment[],
): SourceEdit[] | undefined {
  const holder = holderOf(code, payments);
  if (holder === undefined || holder.source.isExternal === true) return undefined;
  const family = familyOf(holder, project);
  if (NAMES.some((name) => isTaken(name, family))) return undefined;
  if (family.some((one) => isUpgradeable(one) || givesAll(one))) return undefined;
  if (family.some((one) => !isCovered(one, project, payments))) return undefined;
  const changes = payments.map((payment) => changePayment(CodeIndex.of(code), payment, shards));
  if (!changes.every((change) => change !== undefined)) return undefined;
  return [...changes, claimIn(holder, shards)];
}

const NAMES = ["_owed", "owed", "claim"];

/** The contract that has all of the payments. */
function holderOf({ bases }: ContractCode, payments: readonly Payment[]): Declared | undefined {
  const [first, ...others] = payments.map(({ place }) => place.function);
  if (first === undefined) return undefined;
  const isOne = others.every(
    ({ contract, source }) => contract === first.contract && source.path === first.source.path,
  );
  return isOne
    ? bases.find(
        ({ contract, source }) => contract === first.contract && source.path === first.source.path,
      )
    : undefined;
}

/** All that the contract pays is there for the one who gets it. */
export function isCovered(
  code: ContractCode,
  project: readonly ContractCode[],
  payments: readonly Payment[],
): boolean {
  return uncoveredPayers(code, project, payments).length === 0;
}

/** Functions that may pay what has come in for others. */
export function uncoveredPayers(
  code: ContractCode,
  project: readonly ContractCode[],
  payments: readonly Payment[],
): readonly CodeFunction[] {
  const noted = new Set(payments.map(({ place }) => place.node.id));
  return uncoveredEntries(
    code,
    ({ source }) => isCompiledSince(project, source.path, [0, 8, 0]) === true,
    noted,
  );
}

/** What accrues would go with it. */
function givesAll(code: ContractCode): boolean {
  return CodeIndex.of(code).places.some(
    ({ node }) =>
      isOwnBalance(node) ||
      node.nodeType === "InlineAssembly" ||
      (node.nodeType === "Identifier" && DESTROYERS.includes(textOf(node, "name") ?? "")) ||
      textOf(node, "memberName") === "delegatecall",
  );
}

const DESTROYERS = ["selfdestruct", "suicide"];

function changePayment(index: CodeIndex, payment: Payment, shards: number): SourceEdit | undefined {
  const { place, recipient, amount } = payment;
  const { source } = place.function;
  const range = statementOf(index, payment);
  if (range === undefined || amount === undefined || source.isExternal === true) return undefined;
  const part = `_owed[${sourceText(source, recipient)}][uint160(msg.sender) % ${shards}]`;
  const text = `${part} += ${sourceText(source, amount)};`;
  return { file: source.path, ...range, text };
}

/** What is to be replaced: the payment, and that it must have succeeded. */
function statementOf(
  index: CodeIndex,
  { kind, place }: Payment,
): { start: number; end: number } | undefined {
  const {
    node,
    function: { source },
  } = place;
  const [holder, block] = index.around(node);
  if (holder === undefined) return undefined;
  const { start } = holder.range;
  switch (kind) {
    case "transfer":
    case "library":
      if (holder.nodeType !== "ExpressionStatement") return undefined;
      return { start, end: statementEnd(source, node.range.end) };
    case "send":
    case "call": {
      if (holder.nodeType !== "VariableDeclarationStatement" || block === undefined)
        return undefined;
      if (kind === "call" && !isWithoutData(node)) return undefined;
      const [success, ...others] = nodesIn(holder.fields.declarations);
      if (success === undefined || others.length > 0) return undefined;
      const statements = nodesIn(block.fields.statements);
      const check = statements[statements.findIndex(({ id }) => id === holder.id) + 1];
      if (check === undefined || !isCheckOf(check, success.id)) return undefined;
      const uses = countOf(place.function.body, success.id);
      if (uses !== 1) return undefined;
      const end =
        check.nodeType === "IfStatement"
          ? endOfIf(check, source)
          : statementEnd(source, check.range.end);
      return { start, end };
    }
    case "token":
      return undefined;
  }
}

function isWithoutData(call: AstNode): boolean {
  const [data, ...others] = nodesIn(call.fields.arguments);
  return data?.nodeType === "Literal" && textOf(data, "value") === "" && others.length === 0;
}

/** `if (!success) revert …;` and `require(success, …);` */
function isCheckOf(check: AstNode, success: number): boolean {
  if (check.nodeType === "ExpressionStatement") {
    const call = childOf(check, "expression");
    const name = textOf(childOf(call, "expression"), "name");
    const [condition] = nodesIn(call?.fields.arguments);
    return name === "require" && numberOf(condition, "referencedDeclaration") === success;
  }
  if (check.nodeType !== "IfStatement" || childOf(check, "falseBody") !== undefined) return false;
  const condition = childOf(check, "condition");
  const isNegated =
    textOf(condition, "operator") === "!" &&
    numberOf(childOf(condition, "subExpression"), "referencedDeclaration") === success;
  const body = childOf(check, "trueBody");
  const [only, ...more] = body?.nodeType === "Block" ? nodesIn(body.fields.statements) : [body];
  return isNegated && more.length === 0 && isRevert(only);
}

function isRevert(node: AstNode | undefined): boolean {
  if (node?.nodeType === "RevertStatement") return true;
  const call = node?.nodeType === "ExpressionStatement" ? childOf(node, "expression") : undefined;
  return textOf(childOf(call, "expression"), "name") === "revert";
}

function endOfIf(check: AstNode, source: Declared["source"]): number {
  const body = childOf(check, "trueBody");
  return body?.nodeType === "Block"
    ? check.range.end
    : statementEnd(source, body?.range.end ?? check.range.end);
}

function countOf(node: AstNode, declaration: number): number {
  const own = numberOf(node, "referencedDeclaration") === declaration ? 1 : 0;
  return childrenOf(node).reduce((sum, child) => sum + countOf(child, declaration), own);
}

function claimIn({ node, source }: Declared, shards: number): SourceEdit {
  const outer = indentationOf(source, node.range.start);
  const at = node.range.end - 1;
  const [member = node] = nodesIn(node.fields.nodes);
  const unit = indentationUnit(source, member);
  const quote = quoteOf(source);
  const lines = [
    "",
    "\t/// @dev What accounts can claim, in parts: one for each group of payers.",
    `\tmapping(address => uint256[${shards}]) private _owed;`,
    "",
    "\t/// @notice What an account can claim.",
    "\tfunction owed(address account) public view returns (uint256 sum) {",
    `\t\tfor (uint256 i = 0; i < ${shards}; i++) sum += _owed[account][i];`,
    "\t}",
    "",
    "\t/// @notice Pays an account what it is owed, whoever asks for it.",
    "\tfunction claim(address payable account) external {",
    "\t\tuint256 amount = owed(account);",
    "\t\tdelete _owed[account];",
    `\t\t(bool success, ) = account.call{value: amount}(${quote}${quote});`,
    `\t\trequire(success, ${quote}Payment failed${quote});`,
    "\t}",
    "",
  ];
  const text = lines
    .map((line) => (line === "" ? line : `${outer}${line.replaceAll("\t", unit)}`))
    .join("\n");
  return { file: source.path, start: at, end: at, text };
}
