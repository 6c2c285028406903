import { textOf } from "../../model/solidity/ast-node.ts";
import { senderName } from "./call-context.ts";
import { argumentsOf, calleeOf } from "./call-parts.ts";
import type { ContractCode } from "./contract-code.ts";
import { originsOf } from "./origins.ts";
import { type Payment, paymentsIn } from "./payments.ts";
import { changingEntriesTo } from "./reach.ts";

/** These tokens are the sender's: each payment takes them from there, or something else in the call has. */
export function areTokensOfSender(code: ContractCode, payments: readonly Payment[]): boolean {
  const takings = paymentsIn(code).filter((one) => isFromSender(code, one));
  const taking = new Set(takings.flatMap(({ place }) => changingEntriesTo(code, place.function)));
  return payments.every(
    (one) =>
      isFromSender(code, one) ||
      changingEntriesTo(code, one.place.function).every((entry) => taking.has(entry)),
  );
}

/** `token.transferFrom(msg.sender, to, amount)`, and SafeERC20's; not what is paid to the sender. */
function isFromSender(code: ContractCode, { kind, place, recipient }: Payment): boolean {
  const { node, function: inside } = place;
  const name = textOf(calleeOf(node), "memberName") ?? "";
  if (kind !== "token" || !/^(safeT|t)ransferFrom$/.test(name)) return false;
  const all = argumentsOf(node);
  // SafeERC20's own name has the token before it.
  const from = all.at(all.length > 3 ? 1 : 0);
  if (from === undefined || (all.length === 3 && from.id === recipient.id)) return false;
  return originsOf(code, from, inside).some((origin) => senderName(origin.node) !== undefined);
}
