import type { ReportHotspot } from "../model/report.ts";
import { shortContract } from "../model/short-contract.ts";
import type { ContractCode, StateVariable } from "./code/contract-code.ts";
import { issuedWith } from "./code/issued-with.ts";
import { pricesShares } from "./code/shares-of-all.ts";
import { ValueFlow } from "./code/value-flow.ts";
import { changesByUsers, flowsTo } from "./evidence.ts";
import type { Subject } from "./rule.ts";

/** A hot sum of shares, which decides itself how many are issued or taken back. */
export interface Supply {
  readonly hotspot: ReportHotspot;
  readonly code: ContractCode;
  readonly variable: StateVariable;
  /** Calls in which the sum flows into amounts. */
  readonly calls: readonly string[];
}

/** Of all hotspots: sums of shares that are priced by themselves. */
export function suppliesIn({
  hotspots,
  project,
  notForUsers,
}: Pick<Subject, "hotspots" | "project" | "notForUsers">): Supply[] {
  return hotspots.flatMap((hotspot) => {
    const code = project.find(({ info }) => info.name === hotspot.contract);
    const variable = hotspot.variable === null ? undefined : code?.variable(hotspot.variable);
    if (code === undefined || variable === undefined || !/^uint\d+$/.test(variable.type)) return [];
    const entries = issuedWith(code, variable);
    const { id } = variable.node;
    if (entries.length === 0 || !ValueFlow.of(code).areMultiplied(id, id)) return [];
    if (!pricesShares(code, variable)) return [];
    const { accumulators } = hotspot;
    const changes = changesByUsers({ accumulators, notForUsers });
    const name = shortContract(code.info.name);
    const isPriced = changes.some((one) =>
      [variable, ...entries].some((place) => flowsTo(one, name, place.name)),
    );
    if (!isPriced) return [];
    const flowing = changes.filter(({ verdict }) => verdict === "flows");
    const calls = [...new Set(flowing.map((one) => one.function))];
    return [{ hotspot, code, variable, calls }];
  });
}
