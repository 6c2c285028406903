import { variablesOf } from "../../model/solidity/declarations.ts";
import type { ContractCode } from "./contract-code.ts";

/** A key in a path that is shown as a constant: `totals[FEES]`. */
export function isConstantName({ info }: ContractCode, key: string): boolean {
  const name = key.split(".").at(-1);
  return variablesOf(info).some(({ fields }) => fields.constant === true && fields.name === name);
}
