import { type AstNode, childOf, nodesIn, textOf } from "../../model/solidity/ast-node.ts";
import { accessPath } from "./access-path.ts";
import { allIn } from "./all-in.ts";
import { argumentsOf, calleeOf } from "./call-parts.ts";
import { calleesOf } from "./callees.ts";
import { CodeIndex, type Place } from "./code-index.ts";
import type { CodeFunction, ContractCode } from "./contract-code.ts";
import { decisionsIn } from "./decisions.ts";
import { isRepeated } from "./loops.ts";
import { neededComparisons } from "./needed-comparisons.ts";
import { isArgument, originsOf } from "./origins.ts";
import { entriesTo } from "./reach.ts";
import { reachableFrom } from "./reachable.ts";

/**
 * Whose signatures calls bring that run a function.
 * - `nobody`: none is asked for.
 * - `named`: that of the one account which the call names, another one for each who signs.
 * - `others`: those of accounts that are stored, of several for one call, or of somebody who is not seen here.
 */
export type Signers = "nobody" | "named" | "others";

export function signersOf(code: ContractCode, inside: CodeFunction): Signers {
  const entries = entriesTo(code, inside);
  const modifiers = entries.flatMap(({ node }) =>
    nodesIn(node.fields.modifiers).flatMap((one) => calleesOf(code, one)),
  );
  const functions = reachableFrom(code, [...entries, ...modifiers]);
  const asking = functions
    .filter((one) => code.functions.includes(one))
    .flatMap((one) =>
      allIn(one.body).flatMap((node) => (isAsking(node) ? [{ node, function: one }] : [])),
    );
  if (asking.length > 0) {
    return asking.every((place) => isOfNamed(code, place)) ? "named" : "others";
  }
  // In a library, with what it was handed.
  return functions.some(({ body }) => allIn(body).some(isAsking)) ? "others" : "nobody";
}

/** A call that tells who has signed something, or whether somebody has. */
export function isAsking(node: AstNode): boolean {
  return ASKS.test(nameOf(node));
}

function nameOf(call: AstNode): string {
  const callee = calleeOf(call);
  return textOf(callee, "name") ?? textOf(callee, "memberName") ?? "";
}

const ASKS =
  /^(ecrecover|recover|recoverCalldata|tryRecover|tryRecoverCalldata|isValid\w*Signature\w*)$/;

/** One signature a call, of the account that an argument says. */
function isOfNamed(code: ContractCode, place: Place): boolean {
  if (isRepeated(code, place)) return false;
  const { node, function: inside } = place;
  if (!nameOf(node).startsWith("isValid")) return isComparedWithNamed(code, place);
  // `isValidSignatureNow(signer, hash, signature)`, `signer.isValidSignatureNow(hash, signature)`
  const all = argumentsOf(node);
  const signer = all.length > 2 ? all[0] : childOf(calleeOf(node), "expression");
  return signer !== undefined && isNamed(code, withoutConversion(signer), inside);
}

/** What is recovered has to be that account: `recover(hash, signature) == user`. */
function isComparedWithNamed(code: ContractCode, { node: call }: Place): boolean {
  const isRecovered = (side: AstNode, inside: CodeFunction) =>
    originsOf(code, side, inside).some(({ node }) => node.id === call.id) ||
    wholesOf(code, side, inside).includes(call.id);
  return decisionsIn(code).some((decision) => {
    const { function: inside } = decision;
    return neededComparisons(decision).some(({ left, operator, right }) => {
      if (operator !== "==") return false;
      return [
        [left, right],
        [right, left],
      ].some(
        ([one, other]) =>
          one !== undefined &&
          other !== undefined &&
          isRecovered(one, inside) &&
          isNamed(code, other, inside),
      );
    });
  });
}

/** Calls of which it is one result of several: `(signer, error, ) = tryRecover(…)`. */
function wholesOf(code: ContractCode, side: AstNode, inside: CodeFunction): readonly number[] {
  const index = CodeIndex.of(code);
  return originsOf(code, side, inside).flatMap(({ node }) => {
    const declaration = Number(node.fields.referencedDeclaration ?? -1);
    return index.wholesOf(declaration).map((one) => one.node.id);
  });
}

/** An argument of those who call, or a member of one, in each case; not what is looked up. */
function isNamed(code: ContractCode, expression: AstNode, inside: CodeFunction): boolean {
  const last = originsOf(code, expression, inside).filter(({ isLast }) => isLast);
  return (
    last.length > 0 &&
    last.every(({ node, function: where }) => {
      const { root } = accessPath(node);
      if (root.id === node.id) return isArgument(node, where);
      return root.nodeType === "Identifier" && isNamed(code, root, where);
    })
  );
}

/** `IERC1271(wallet)` */
function withoutConversion(node: AstNode): AstNode {
  const [only] = argumentsOf(node);
  return textOf(node, "kind") === "typeConversion" && only !== undefined ? only : node;
}
