import type { LocationKey } from "../model/location.ts";
import type {
  CrowdCallInput,
  CrowdRunInput,
  CrowdsInput,
  ExperimentsInput,
  UnclonedInput,
} from "../model/report-input.ts";
import type { ReportHotspot } from "../model/report.ts";
import type {
  ReportCrowd,
  ReportCrowdCall,
  ReportCrowds,
  ReportUnclonedCall,
} from "../model/report-crowds.ts";
import type { PairBlock } from "../primitives/pair-blocks.ts";
import { buildCrowdPairs } from "./build-crowd-pairs.ts";
import { buildHotspots } from "./build-hotspots.ts";
import { buildLeftOut } from "./build-left-out.ts";
import { buildSchedule } from "./build-schedule.ts";
import { countRepeating } from "./count-repeating.ts";
import { functionName } from "./function-name.ts";

/** What happens when many users make the recorded calls at once. */
export function buildCrowds(
  input: CrowdsInput,
  experiments: ExperimentsInput | undefined,
): ReportCrowds {
  const { users, calls, uncloned, leftOut, pairsLeftOut, edrChecks } = input;
  return {
    users,
    calls: calls.map(buildCall),
    notForCrowds: mergeUncloned(uncloned.map(buildUncloned)),
    edr: {
      matched: edrChecks.filter(({ kind }) => kind === "matched").length,
      differences: edrChecks.flatMap((one) => (one.kind === "differs" ? one.difference : [])),
      unchecked: edrChecks.flatMap((one) => (one.kind === "unchecked" ? one.reason : [])),
    },
    leftOut: {
      calls: leftOut.length,
      functionPairs: pairsLeftOut,
      experiments: experiments?.leftOut ?? 0,
      functions: buildLeftOut(input, experiments),
    },
  };
}

/** Of functions that crowds cannot call, how many accounts of the suite did call one deployment. */
export function sendersOfUncloned({ uncloned }: CrowdsInput): ReadonlyMap<string, number> {
  const senders = new Map<string, number>();
  for (const { call, name } of uncloned) {
    const called = functionName(name, call.transaction.fields);
    senders.set(called, Math.max(senders.get(called) ?? 1, call.senders ?? 1));
  }
  return senders;
}

function buildCall({ call, name, gasUsed, same, spread, varies }: CrowdCallInput): ReportCrowdCall {
  const { origin, transaction, occurrences } = call;
  return {
    contract: name.contract ?? null,
    function: functionName(name, transaction.fields),
    title: origin.title,
    file: origin.file ?? null,
    occurrences,
    gasUsed: Number(gasUsed),
    varies,
    same: buildCrowd(same),
    spread: spread === undefined ? null : buildCrowd(spread),
  };
}

function buildCrowd(run: CrowdRunInput): ReportCrowd {
  const [analysis] = run.analyses;
  if (analysis === undefined) throw new Error("A crowd was not analysed");
  const { transactions } = analysis.execution;
  const verification = { matched: 0, mismatched: 0, skipped: 0 };
  for (const one of transactions) verification[one.verification.kind]++;
  const hotspots = buildHotspots(run);
  const places = new Map(hotspots.map(({ group }, index) => [group, index]));
  const hotspotOf = (location: LocationKey) => places.get(run.groupOf(0, location));
  const { pairs, omitted } = buildCrowdPairs(analysis, hotspotOf);
  return {
    transactions: transactions.length,
    failed: transactions.filter(({ result }) => result?.outcome.status === 0).length,
    repeating: countRepeating(transactions),
    verification,
    conflicts: analysis.conflictCounts,
    speedup: analysis.speedup,
    reexecutions: run.virtual?.kind === "ran" ? run.virtual.reexecutions : null,
    hotspots: hotspots.map(({ hotspot }, index) => crowdHotspot(hotspot, pairs.get(index) ?? [])),
    conflictsOmitted: omitted,
    schedule: buildSchedule(analysis, hotspotOf, run.virtual),
  };
}

function crowdHotspot(
  hotspot: ReportHotspot,
  pairs: readonly PairBlock[],
): ReportCrowd["hotspots"][number] {
  const { class: kind, contract, variable, path, conflicts, savedGas, speedup } = hotspot;
  return { class: kind, contract, variable, path, conflicts, pairs, savedGas, speedup };
}

function buildUncloned({ call, name, cause, reason, access }: UnclonedInput): ReportUnclonedCall {
  const fields = access?.name.kind === "named" ? access.name.fields : [];
  return {
    contract: name.contract ?? null,
    function: functionName(name, call.transaction.fields),
    occurrences: call.occurrences,
    cause,
    reason,
    path: fields.length === 0 ? null : fields.map(({ path }) => path).join(", "),
  };
}

/** Paths of one function that cannot be cloned for one reason are told once. */
function mergeUncloned(calls: readonly ReportUnclonedCall[]): ReportUnclonedCall[] {
  const merged = new Map<string, ReportUnclonedCall>();
  for (const call of calls) {
    const key = `${call.contract ?? ""} ${call.function} ${call.cause}`;
    const known = merged.get(key);
    const occurrences = call.occurrences + (known?.occurrences ?? 0);
    merged.set(key, { ...(known ?? call), occurrences });
  }
  return [...merged].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, call]) => call);
}
