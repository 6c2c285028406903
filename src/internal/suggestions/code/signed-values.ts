import { childOf } from "../../model/solidity/ast-node.ts";
import { allIn } from "./all-in.ts";
import { argumentsOf, calleeOf } from "./call-parts.ts";
import { calleesOf } from "./callees.ts";
import { CodeIndex, type Place } from "./code-index.ts";
import { type ContractCode, sourceText } from "./contract-code.ts";
import { ForwardWalk } from "./forward-walk.ts";
import { reachableFrom } from "./reachable.ts";
import { isAsking, signersOf } from "./signers.ts";
import type { Sink } from "./sink.ts";

/**
 * One of these values is in what has to be signed, as it is or in a hash: whatever else it is used for, a signature is
 * good for that value only, and whoever signs has to know it before.
 */
export function isSigned(code: ContractCode, values: readonly Place[]): boolean {
  const walk = new ForwardWalk(code, values, "value");
  return (
    CodeIndex.of(code).places.some(
      (place) => given(place).some(({ id }) => walk.reached.has(id)) && isCheck(code, place),
    ) || walk.sinks.some((sink) => isCheckedInAssembly(code, sink))
  );
}

/** `ecrecover(hash, v, r, s)`, or a library's function that comes to it; into the contract's own ones values are followed. */
function isCheck(code: ContractCode, { node: call }: Place): boolean {
  if (call.nodeType !== "FunctionCall" || CodeIndex.of(code).calledBy(call).length > 0)
    return false;
  if (isAsking(call)) return true;
  const called = reachableFrom(code, calleesOf(code, call));
  return called.some(({ body }) => allIn(body).some(isAsking));
}

/** `hash.recover(signature)` gives the hash, too. */
function given({ node: call }: Place) {
  const callee = calleeOf(call);
  const bound = callee?.nodeType === "MemberAccess" ? childOf(callee, "expression") : undefined;
  return [...argumentsOf(call), ...(bound === undefined ? [] : [bound])];
}

/** It is hashed there, in a call that asks for a signature, or handed to the precompile. */
function isCheckedInAssembly(code: ContractCode, { node, function: inside }: Sink): boolean {
  if (node.nodeType !== "InlineAssembly") return false;
  const isCalling = sourceText(inside.source, node).includes("staticcall");
  return isCalling || signersOf(code, inside) !== "nobody";
}
