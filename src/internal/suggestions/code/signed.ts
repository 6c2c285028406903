import { textOf } from "../../model/solidity/ast-node.ts";
import { allIn } from "./all-in.ts";
import { calleeOf } from "./call-parts.ts";
import type { CodeFunction, ContractCode } from "./contract-code.ts";
import { entriesTo } from "./reach.ts";
import { reachableFrom } from "./reachable.ts";

/** What runs this function asks for somebody's signature, too. */
export function isSigned(code: ContractCode, inside: CodeFunction): boolean {
  return reachableFrom(code, entriesTo(code, inside)).some(({ body }) =>
    allIn(body).some((node) => {
      const callee = calleeOf(node);
      return ASKS.test(textOf(callee, "name") ?? textOf(callee, "memberName") ?? "");
    }),
  );
}

const ASKS = /^(ecrecover|recover|tryRecover|isValidSignature\w*)$/;
