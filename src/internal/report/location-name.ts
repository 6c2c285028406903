import type { NamedAccess } from "../model/slot-name.ts";
import { shortContract } from "../model/short-contract.ts";

/** A location as one transaction names it: `Token.balances[msg.sender]`. */
export function locationName({ name }: NamedAccess): string {
  if (name.kind === "raw") {
    return name.contract === undefined ? name.path : `${shortContract(name.contract)}.${name.path}`;
  }
  const path =
    name.fields.length === 0 ? name.group : name.fields.map((one) => one.path).join(", ");
  return `${shortContract(name.contract)}.${path}`;
}
