import type { ProvableFinding } from "../model/proof.ts";
import { shortContract } from "../model/short-contract.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";

export interface Wanted {
  readonly rule?: string | undefined;
  /** `Token.totalSupply`, with the contract's name alone or the fully qualified one. */
  readonly hotspot?: string | undefined;
}

/** Those of a rule, of a hotspot, or all. Throws PE016, which lists what there is, when none is what was asked for. */
export function chooseFindings(
  findings: readonly ProvableFinding[],
  { rule, hotspot }: Wanted,
): ProvableFinding[] {
  const chosen = findings.filter(
    (finding) =>
      (rule === undefined || finding.rule === rule) &&
      (hotspot === undefined || namesOf(finding).includes(hotspot)),
  );
  if (chosen.length > 0 || (rule === undefined && hotspot === undefined)) return chosen;
  const wanted = [
    ...(rule === undefined ? [] : [`of the rule ${rule}`]),
    ...(hotspot === undefined ? [] : [`at ${hotspot}`]),
  ];
  throw new ParallelEvmError("PE016", [wanted.join(" "), findings.map(titleOf).join(", ")]);
}

/** `global-counter at Token.transfers`. */
export function titleOf(finding: ProvableFinding): string {
  return `${finding.rule} at ${placeOf(finding)}`;
}

/** `Token.transfers`. */
export function placeOf({
  contract,
  variable,
}: Pick<ProvableFinding, "contract" | "variable">): string {
  const names = [contract === null ? undefined : shortContract(contract), variable];
  return names.filter((name) => name !== undefined && name !== null).join(".");
}

function namesOf(finding: ProvableFinding): string[] {
  return [placeOf(finding), `${finding.contract ?? ""}.${finding.variable ?? ""}`];
}
