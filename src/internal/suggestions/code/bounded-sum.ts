import { type AstNode, childOf, textOf, typeStringOf } from "../../model/solidity/ast-node.ts";
import { allIn } from "./all-in.ts";
import { balanceOf } from "./balance.ts";
import { type Books, booksOf, type Counted } from "./books.ts";
import { type Change, changeOf } from "./changes.ts";
import { CodeIndex } from "./code-index.ts";
import { type CodeFunction, type ContractCode, isEntry, sourceText } from "./contract-code.ts";
import { decisionOf } from "./decisions.ts";
import { nameOfUse } from "./fields.ts";
import { originsOf } from "./origins.ts";
import { isLiteral } from "./same-amount.ts";
import { summedBy } from "./summed-by.ts";
import { isAtLeast } from "./versions.ts";
import { type Use, usesOf } from "./uses.ts";

/**
 * Where a number is lowered with a check that there is enough: by the compiler's own since 0.8, by SafeMath before.
 * Parts of it wrap around, so that no check would be left.
 */
export function checkedDraws(code: ContractCode, uses: readonly Use[]): readonly Use[] {
  const isCheckedBy = isCheckedByCompiler(code);
  return uses.filter((use) => {
    // A signed one may be less than nothing.
    if (use.kind !== "subtract" || isSigned(use)) return false;
    return isOfLibrary(use) || (isCheckedBy && !isUnchecked(use));
  });
}

function isCheckedByCompiler({ info: { compiler } }: ContractCode): boolean {
  return compiler === undefined || isAtLeast(compiler.version, [0, 8, 0]);
}

function isSigned({ target }: Use): boolean {
  return /^int\d*$/.test(typeStringOf(target) ?? "");
}

/** `x = x.sub(v)` */
function isOfLibrary({ operation }: Use): boolean {
  return childOf(operation, "rightHandSide")?.nodeType === "FunctionCall";
}

function isUnchecked({ around }: Use): boolean {
  return around.some(({ nodeType }) => nodeType === "UncheckedBlock");
}

/**
 * Something else fails before the number runs out, so that a split of it takes no bound away: the entries that it is
 * the sum of have checks of their own, or it counts entries in a state that each draw asks for and ends.
 */
export function isBoundByEntries(code: ContractCode, uses: readonly Use[]): boolean {
  return isSumOfChecked(code, uses) || isCountOfEntries(code, uses);
}

/**
 * Entries are added to without a check, as none of them comes to more than the sum, which is checked where it is
 * raised: as a sum of parts it is not.
 */
export function areEntriesFull(
  code: ContractCode,
  uses: readonly Use[],
  entries: readonly string[],
): boolean {
  const isCheckedBy = isCheckedByCompiler(code);
  const isRaised = ({ kind, function: inside }: Pick<Use, "kind" | "function">) =>
    kind === "add" && inside.kind !== "constructor";
  const isChecked = (use: Use) => isOfLibrary(use) || (isCheckedBy && !isUnchecked(use));
  return (
    uses.some((use) => isRaised(use) && isChecked(use)) &&
    changesOf(code, entries, "add").some((use) => !isChecked(use))
  );
}

function isSumOfChecked(code: ContractCode, uses: readonly Use[]): boolean {
  const summed = summedBy(code, uses);
  const books = summed && booksOf(code, uses, summed.entries);
  if (summed === undefined || books === undefined || !areKept(code, books)) return false;
  return changesOf(code, summed.entries, "subtract").every((use) => isCheckedEntry(code, use));
}

/** Where these entries become less, or more. */
function changesOf(
  code: ContractCode,
  names: readonly string[],
  kind: Change["kind"],
): readonly Use[] {
  return [...code.variables, ...code.namespaces].flatMap((variable) =>
    usesOf(code, variable).filter(
      (use) => names.includes(nameOfUse(variable, use)) && changeOf(code, use)?.kind === kind,
    ),
  );
}

/** An entry that may be less than nothing, or wraps around, bounds nothing. */
function isCheckedEntry(code: ContractCode, use: Use): boolean {
  if (!/^uint\d*$/.test(typeStringOf(use.target) ?? "")) return false;
  const change = changeOf(code, use);
  // All of it goes.
  if (change?.amount?.id === use.target.id) return true;
  return checkedDraws(code, [{ ...use, kind: "subtract" }]).length > 0 || isCompared(code, use);
}

/** Behind a comparison in the same or an outer block, that fails where there is less. */
function isCompared(code: ContractCode, use: Use): boolean {
  const { function: inside, source, target, operation, around } = use;
  const amount = changeOf(code, use)?.amount;
  if (amount === undefined) return false;
  const taken = sourceText(source, amount);
  const isOld = (node: AstNode) =>
    originsOf(code, node, inside).some(
      (origin) =>
        origin.function === inside &&
        sourceText(source, origin.node) === sourceText(source, target),
    );
  const blocks = new Set(around.map(({ id }) => id));
  const index = CodeIndex.of(code);
  return allIn(inside.body).some((node) => {
    const decision = decisionOf(node);
    const block = node.nodeType === "IfStatement" ? node : index.parentOf(node);
    const outer = block && index.parentOf(block);
    if (decision === undefined || outer === undefined || !blocks.has(outer.id)) return false;
    if (node.range.end > operation.range.start) return false;
    const [left, right] = [
      childOf(decision.condition, "leftExpression"),
      childOf(decision.condition, "rightExpression"),
    ];
    if (left === undefined || right === undefined) return false;
    const operator = textOf(decision.condition, "operator") ?? "";
    const [enough, less] = [decision.isRefusal ? "<" : ">=", decision.isRefusal ? ">" : "<="];
    return (
      (operator === enough && isOld(left) && sourceText(source, right) === taken) ||
      (operator === less && isOld(right) && sourceText(source, left) === taken)
    );
  });
}

/** Each draw is by one, and each that draws ends a state that some entry was in, of those that it counts. */
function isCountOfEntries(code: ContractCode, uses: readonly Use[]): boolean {
  const sums = uses.filter(({ kind }) => kind === "add" || kind === "subtract");
  const isByOne = (use: Use) =>
    use.value === undefined ||
    (isLiteral({ amount: use.value }) && typeStringOf(use.value) === "int_const 1");
  if (!sums.filter(({ kind }) => kind === "subtract").every(isByOne)) return false;
  return [...code.variables, ...code.namespaces].some((variable) => {
    const fields = new Set(
      usesOf(code, variable)
        .filter(({ kind, steps }) => kind !== "read" && steps.some((one) => one.kind === "index"))
        .flatMap((use) => fieldsOf(nameOfUse(variable, use), use)),
    );
    const ways: readonly Counted[] = /\[\]( storage ref)?$/.test(variable.type)
      ? ["not zero", "zero"]
      : ["not zero"];
    return [...fields].some((field) =>
      ways.some((counted) => {
        const books = booksOf(code, uses, [field], counted);
        return books !== undefined && areKept(code, books);
      }),
    );
  });
}

/** Of what is set as a whole, what it has. */
function fieldsOf(name: string, { target }: Use): readonly string[] {
  return (typeStringOf(target) ?? "").startsWith("struct ") ? [] : [name];
}

/** No call, and no constructor, leaves more than the number says. */
function areKept(code: ContractCode, books: Books): boolean {
  const isTouching = ({ body, node }: CodeFunction) =>
    books.isTouched(body) || books.isTouched(node);
  return code.functions
    .filter((one) => (isEntry(one) && !one.isView) || one.kind === "constructor")
    .filter(isTouching)
    .every((one) => balanceOf(code, books, one) === "balanced");
}
