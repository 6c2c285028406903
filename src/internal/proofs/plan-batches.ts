import type { ContractInfo } from "../model/contract.ts";
import type { MeasuredScenario, ProvableFinding } from "../model/proof.ts";
import { filesOf } from "./apply-diff.ts";
import { changedContracts } from "./changed-contracts.ts";

/** A diff, and the findings that have it: more than one where two variables are told apart by the same change. */
export interface DiffToProve {
  readonly patch: string;
  readonly findings: readonly ProvableFinding[];
}

/** What a diff can have an effect on. */
interface Reach {
  readonly files: ReadonlySet<string>;
  readonly contracts: ReadonlySet<string>;
}

/**
 * Which diffs can be tried together in one copy, so that what each of them does is seen as if it were alone there:
 * no contract has the code of two of them, and nothing that the tests send runs the code of two of them.
 * The order is kept as far as that allows.
 */
export function planBatches(
  findings: readonly ProvableFinding[],
  contracts: readonly ContractInfo[],
  scenarios: readonly Pick<MeasuredScenario, "contracts">[],
): readonly (readonly DiffToProve[])[] {
  const batches: (Reach & { readonly diff: DiffToProve })[][] = [];
  for (const [patch, same] of Map.groupBy(findings, (finding) => finding.patch)) {
    const files = new Set(filesOf(patch));
    const one = {
      diff: { patch, findings: same },
      files,
      contracts: changedContracts(files, contracts),
    };
    const batch = batches.find((others) => others.every((other) => isApart(one, other, scenarios)));
    if (batch === undefined) batches.push([one]);
    else batch.push(one);
  }
  return batches.map((batch) => batch.map(({ diff }) => diff));
}

function isApart(
  a: Reach,
  b: Reach,
  scenarios: readonly Pick<MeasuredScenario, "contracts">[],
): boolean {
  return (
    !haveCommon(a.files, b.files) &&
    !haveCommon(a.contracts, b.contracts) &&
    !scenarios.some(
      ({ contracts }) => haveCommon(contracts, a.contracts) && haveCommon(contracts, b.contracts),
    )
  );
}

function haveCommon(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return [...a].some((one) => b.has(one));
}
