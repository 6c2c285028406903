import type { RecordedTransactionFields } from "../model/recording.ts";
import type { NamedCall } from "../model/slot-name.ts";
import { shortContract } from "../model/short-contract.ts";

/** What a transaction called, as `Token.transfer`; the selector where the function is not known. */
export function functionName(
  { contract, function: name }: NamedCall,
  { input }: Pick<RecordedTransactionFields, "input">,
): string {
  if (contract === undefined && name === undefined && input === "0x") return "(plain transfer)";
  const owner = contract === undefined ? "(unknown)" : shortContract(contract);
  return `${owner}.${name ?? selectorOf(input)}`;
}

function selectorOf(input: string): string {
  return input.length >= 10 ? input.slice(0, 10) : "(no function)";
}
