import type { SeenCall } from "../../model/report-input.ts";
import type { ContractCode } from "./contract-code.ts";

/**
 * What contracts of a project were seen to call: of what the code leaves open, such as whom an interface stands for,
 * runs know some. It is kept beside the project, as what is read out of its code is.
 */
const known = new WeakMap<readonly ContractCode[], ReadonlySet<string>>();

export function keepSeenCalls(project: readonly ContractCode[], calls: readonly SeenCall[]): void {
  known.set(project, new Set(calls.map(({ by, of, selector }) => `${by} ${of} ${selector}`)));
}

/** The one was seen to call this function of the other. */
export function isSeenToCall(
  project: readonly ContractCode[],
  by: ContractCode,
  of: ContractCode,
  selector: string,
): boolean {
  return known.get(project)?.has(`${by.info.name} ${of.info.name} 0x${selector}`) === true;
}
