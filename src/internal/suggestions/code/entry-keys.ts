import {
  type AstNode,
  asNode,
  childOf,
  childrenOf,
  nodesIn,
  numberOf,
  textOf,
  typeIdentifierOf,
} from "../../model/solidity/ast-node.ts";
import { contextMember } from "./call-context.ts";
import { type CodeFunction, type ContractCode, sourceText } from "./contract-code.ts";
import { isConstantName } from "./is-constant-name.ts";
import { originsOf } from "./origins.ts";
import type { Use } from "./uses.ts";

/** What names an entry in the code. */
export interface EntryKey {
  /**
   * - `sender`: `msg.sender`, of whoever calls, or what is computed from it.
   * - `fixed`: a state variable, a constant, an immutable, a literal or the contract itself: the same for all.
   * - `other`: an argument, or what is looked up.
   */
  readonly kind: "sender" | "fixed" | "other";
  readonly text: string;
  /** Where it is written so: of several that pass it, the one that names it. */
  readonly inside: CodeFunction;
}

/** All that the keys of a use come from in the end, one list for each key, in the order of the brackets. */
export function keysOf(
  code: ContractCode,
  { steps, function: inside }: Use,
): readonly EntryKey[][] {
  return steps.flatMap((step) =>
    step.kind === "index"
      ? [
          originsOf(code, step.key, inside)
            .filter(({ isLast }) => isLast)
            .map(({ node, function: where }): EntryKey => {
              const text = sourceText(where.source, node);
              return { kind: kindOf(code, node, where), text, inside: where };
            }),
        ]
      : [],
  );
}

/** Of an expression that nothing else is behind. */
export function kindOf(code: ContractCode, node: AstNode, inside: CodeFunction): EntryKey["kind"] {
  if (isSender(node) || isComputedFromSender(code, node, inside)) return "sender";
  if (node.nodeType === "Literal" || textOf(node, "name") === "this") return "fixed";
  const declaration = numberOf(node, "referencedDeclaration");
  const isStored = [...code.variables, ...code.constants].some(
    ({ node: { id }, type }) => id === declaration && !/^mapping|\[\]$/.test(type),
  );
  return (node.nodeType === "Identifier" && isStored) || isConstantMember(code, node)
    ? "fixed"
    : "other";
}

/** `Kind.A` of an enum, `Config.FEES` of a library. */
function isConstantMember(code: ContractCode, node: AstNode): boolean {
  if (node.nodeType !== "MemberAccess") return false;
  const of = typeIdentifierOf(childOf(node, "expression")) ?? "";
  if (of.startsWith("t_type$_t_enum")) return true;
  const name = textOf(node, "memberName") ?? "";
  return of.startsWith("t_type$_t_contract") && isConstantName(code, name);
}

/** A key of a path may be this key of the code: literals and the contract itself are known, of what is stored it may be the value. */
export function canBe(code: ContractCode, text: string, key: string): boolean {
  if (text === "this" || key === "address(this)") return text === "this" && key === "address(this)";
  // Members of an enum are what their names say.
  if (isEnumMember(code, text) && isEnumMember(code, key)) return lastOf(text) === lastOf(key);
  if (!NUMBER.test(text) || isConstantName(code, key)) return true;
  return NUMBER.test(key) && BigInt(text) === BigInt(key);
}

function isEnumMember(code: ContractCode, text: string): boolean {
  const [member = "", name = ""] = text.split(".").reverse();
  return code.info.sources.some((source) =>
    nodesIn(asNode(source?.ast)?.fields.nodes)
      .flatMap((node) => [node, ...nodesIn(node.fields.nodes)])
      .some(
        (node) =>
          node.nodeType === "EnumDefinition" &&
          textOf(node, "name") === name &&
          nodesIn(node.fields.members).some((one) => textOf(one, "name") === member),
      ),
  );
}

function lastOf(text: string): string {
  return text.split(".").at(-1) ?? text;
}

const NUMBER = /^(0x[\da-f]+|\d+)$/i;

function isSender(node: AstNode): boolean {
  return ["msg.sender", "tx.origin"].includes(contextMember(node) ?? "");
}

/** `uint160(msg.sender) % 16`, `keccak256(abi.encode(msg.sender, id))`; not what is looked up under it. */
function isComputedFromSender(code: ContractCode, node: AstNode, inside: CodeFunction): boolean {
  if (node.nodeType === "IndexAccess") return false;
  return childrenOf(node).some(
    (child) =>
      originsOf(code, child, inside).some((origin) => isSender(origin.node)) ||
      isComputedFromSender(code, child, inside),
  );
}
