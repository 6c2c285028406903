import type { ContractInfo, SourceFile } from "../model/contract.ts";
import { type AstNode, childOf, contains, numberOf } from "../model/solidity/ast-node.ts";
import { bytesToHex, type Hex, toWord } from "../primitives/hex.ts";
import { sourceOf } from "../model/solidity/declarations.ts";
import { remember } from "../primitives/remember.ts";
import { codeIndexOf } from "./code-index.ts";
import { constantNode, evaluate, stringBytes } from "./constants.ts";
import { TELLING } from "./explain-key.ts";
import { showLiteral } from "./show-literal.ts";
import type { SourcePosition } from "./source-position.ts";
import type { Key } from "./storage-path.ts";

/** Longer texts are no names. */
const MOST_SHOWN = 40;

/**
 * A key that stands in the brackets of one of these places as a constant, `totals[FEES]`, `kinds[Kind.Sell]`,
 * `reserves[0]`: as it is written there, numbers in decimal. Undefined where none does.
 */
export function constantKey(
  key: Key,
  contract: ContractInfo,
  places: readonly SourcePosition[],
): string | undefined {
  for (const { source, range } of places) {
    const indices = codeIndexOf(source).indices.filter((index) => contains(range, index.range));
    const found = indices.find((index) => dataOf(index, key, contract) === key.data);
    if (found !== undefined) return shown(found, source, key);
  }
  return undefined;
}

/** A constant key that the contract's file writes in some brackets: not by chance, if it is large. */
export function writtenKey(key: Key, contract: ContractInfo): string | undefined {
  const source = sourceOf(contract);
  if (source === undefined || BigInt(key.data) < TELLING) return undefined;
  const written = remember(known, contract, () => {
    const words = codeIndexOf(source).indices.flatMap((index): [Hex, AstNode][] => {
      const word = evaluate(index, contract);
      return word === undefined ? [] : [[toWord(word), index]];
    });
    return new Map(words);
  });
  const index = written.get(key.data);
  return index && shown(index, source, key);
}

const known = new WeakMap<ContractInfo, ReadonlyMap<Hex, AstNode>>();

function dataOf(node: AstNode, { type }: Key, contract: ContractInfo): Hex | undefined {
  if (type.kind === "string" || type.kind === "bytes") {
    const text = stringBytes(constantNode(node, contract) ?? node);
    return text && bytesToHex(text);
  }
  const word = evaluate(node, contract);
  return word === undefined ? undefined : toWord(word);
}

function shown(node: AstNode, { content }: SourceFile, key: Key): string | undefined {
  const { start, end } = node.range;
  const text = Buffer.from(content, "utf8").subarray(start, end).toString("utf8");
  if (isName(node)) return text;
  const isText = key.type.kind === "fixed-bytes" && text.length <= MOST_SHOWN;
  return isText && !text.includes("\n") ? text : showLiteral(key);
}

/** Of a constant, or of a member of an enum. */
function isName(node: AstNode): boolean {
  if (node.nodeType === "Identifier") return true;
  return (
    node.nodeType === "MemberAccess" &&
    numberOf(childOf(node, "expression"), "referencedDeclaration") !== undefined
  );
}
