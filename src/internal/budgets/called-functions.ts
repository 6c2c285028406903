import { type ContractTitle, contractTitle } from "../model/contract-title.ts";
import type { ParallelReport } from "../model/report.ts";
import { shortContract } from "../model/short-contract.ts";

/** A function that recorded transactions call, of a contract that is known. */
export interface CalledFunction {
  /** `Token.transfer`, as reports name it. */
  readonly name: string;
  /** Fully qualified. */
  readonly contract: string;
  /** By a scenario of the suite; else only hooks, fixtures and deployments call it, and crowds are made of that. */
  readonly isInTests: boolean;
}

/** Those of the suite's scenarios first; a function may be there more than once. */
export function calledFunctions({ scenarios, crowds }: ParallelReport): readonly CalledFunction[] {
  const inTests = scenarios.flatMap(({ transactions }) =>
    transactions.flatMap(({ contract, function: name }) =>
      contract === null || name === null
        ? []
        : [{ name: `${shortContract(contract)}.${name}`, contract, isInTests: true }],
    ),
  );
  const studied = [
    ...(crowds?.calls ?? []),
    ...(crowds?.notForCrowds ?? []),
    ...(crowds?.leftOut.functions.flatMap(({ of }) => of) ?? []),
  ];
  const inCrowds = studied.flatMap(({ contract, function: name }) =>
    contract === null ? [] : [{ name, contract, isInTests: false }],
  );
  return [...inTests, ...inCrowds];
}

/** All contracts that a report tells of, fully qualified. */
export function toldContracts(report: ParallelReport): ReadonlySet<string> {
  return new Set([
    ...report.contracts.map(({ name }) => name),
    ...calledFunctions(report).map(({ contract }) => contract),
    ...report.functions.map(({ contract }) => contract),
    ...report.orders.flatMap(({ contracts }) => contracts.filter((one) => one !== null)),
    ...report.hotspots.flatMap(({ contract }) => contract ?? []),
  ]);
}

export function titlesIn(report: ParallelReport): ContractTitle {
  return contractTitle(toldContracts(report));
}
