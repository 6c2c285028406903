import type { RunAnalysis, TransactionNames } from "./analysis.ts";
import type { CrowdCall, CrowdTarget, UnclonedCall } from "./crowd.ts";
import type { EdrCheck } from "./edr-check.ts";
import type { ScenarioExecution, Verification, VirtualRun } from "./execution.ts";
import type { AccumulatorFinding, OrderFinding, SharingFinding } from "./experiment.ts";
import type { KeyedProof } from "./proof.ts";
import type {
  ParallelReport,
  ReportChain,
  ReportEngineHotspot,
  ReportHotspot,
  ReportOrder,
} from "./report.ts";
import type { ReportContract } from "./report-contract.ts";
import type { ReportUnclonedCall } from "./report-crowds.ts";
import type { ReportFinding, ReportSuppressed } from "./report-finding.ts";
import type { NamedAccess, NamedCall } from "./slot-name.ts";

/** All that a report is made from. The analyses are those of the kinds `block` and `test`, in report order. */
export interface ReportInput extends RunAnalysis {
  /** Scenarios of kind `setup`: they count for the executor only. */
  readonly setup: readonly ScenarioExecution[];
  readonly names: TransactionNames;
  /** Every recorded transaction once, however many scenarios hold it, in the order of the recording. */
  readonly transactions: readonly VerifiedTransaction[];
  /** Absent: what a suite sent. */
  readonly chain?: ReportChain;
  /** Worker threads that the executor had. */
  readonly workers: number;
  /** In the order in which the user should read them; repetitions are dropped. */
  readonly notes: readonly string[];
  /** Absent when none were made. */
  readonly crowds?: CrowdsInput;
  /** Absent when none were made. */
  readonly experiments?: ExperimentsInput;
  /** Absent: nothing is suggested. */
  readonly suggest?: (input: SuggestionInput) => Suggestions;
  /** How Block-STM fares with scenarios, by their index; absent for those that were not tried. */
  readonly virtualRuns?: ReadonlyMap<number, VirtualRun>;
  /** Sorted by name; absent: none. */
  readonly contracts?: readonly ReportContract[];
  /** Holds the report to what the team wants; absent: they want nothing. */
  readonly hold?: (report: ParallelReport) => Pick<ParallelReport, "budgets" | "comparison">;
  /** What diffs were seen to do; absent: nothing was proved yet. */
  readonly proofs?: readonly KeyedProof[];
}

/** What rules are asked about. */
export interface SuggestionInput {
  /** Dearest first; `group` as {@link RunAnalysis.groupOf} names it. */
  readonly hotspots: readonly { readonly group: string; readonly hotspot: ReportHotspot }[];
  readonly otherEngines: readonly {
    readonly group: string;
    readonly hotspot: ReportEngineHotspot;
  }[];
  readonly orders: readonly ReportOrder[];
  readonly notForCrowds: readonly ReportUnclonedCall[];
  /** Of their functions, how many accounts of the suite called it of one deployment: `Drop.claim`. */
  readonly senders?: ReadonlyMap<string, number>;
}

/** A function that the suite asked for a result, such as a getter: tests rely on it. */
export interface AskedFunction {
  /** Whose code was asked; null where it is not known. */
  readonly contract: string | null;
  /** `0x` and four bytes. */
  readonly selector: string;
}

/** A call within a transaction, of one contract by another, as it was run; both fully qualified. */
export interface SeenCall {
  readonly by: string;
  readonly of: string;
  /** `0x` and four bytes. */
  readonly selector: string;
}

export interface Suggestions {
  readonly findings: readonly { readonly group: string; readonly finding: ReportFinding }[];
  readonly suppressed: readonly ReportSuppressed[];
  /** Rules that failed, as sentences for the report's notes. */
  readonly problems: readonly string[];
}

/** What came of running transactions once more with something changed, in names. */
export interface ExperimentsInput {
  readonly orders: readonly OrderInput[];
  readonly accumulators: readonly AccumulatorInput[];
  readonly sharings: readonly SharingInput[];
  /** Questions that there was no time for. */
  readonly leftOut: number;
  /** Of those, the two functions whose order they ask for. */
  readonly ordersLeftOut: readonly (readonly NamedFunction[])[];
}

/** `Token.transfer`; the contract fully qualified, null where it is not known. */
export interface NamedFunction {
  readonly contract: string | null;
  readonly function: string;
}

/** Fully qualified, as two contracts may have one name; null where it is not known. */
export interface CalledContracts {
  readonly earlier: string | null;
  readonly later: string | null;
}

export interface OrderInput {
  /** What is called, `Token.transfer`. */
  readonly earlier: string;
  readonly later: string;
  readonly contracts: CalledContracts;
  readonly finding: OrderFinding;
  readonly title: string;
  readonly file?: string;
  /** In words, what differs and who fails. */
  readonly details: readonly string[];
  /** Where the two meet, as the later one names it. */
  readonly meetings: readonly NamedAccess[];
}

export interface AccumulatorInput {
  /** The hotspot, as {@link RunAnalysis.groupOf} names it. */
  readonly group: string;
  readonly function: string;
  /** The field of the slot that is in question; absent when it is not known. */
  readonly field?: string;
  readonly finding: AccumulatorFinding;
  /** The location in question, by name. */
  readonly at: string;
  /** Where it flows, in words. */
  readonly places: readonly string[];
}

export interface SharingInput {
  readonly group: string;
  readonly earlier: string;
  readonly later: string;
  readonly contracts: CalledContracts;
  /** Where another value had to stand for a dependence to show: `Shop.enabled[msg.sender]`; distinct. */
  readonly given: readonly string[];
  readonly finding: SharingFinding;
}

export interface CrowdsInput extends StudiedCrowds {
  /** What Hardhat's own network made of a sample of the crowds. */
  readonly edrChecks: readonly EdrCheck[];
}

/** What came of the recorded calls when many users make them at once. */
export interface StudiedCrowds {
  /** Clones a crowd. */
  readonly users: number;
  /** The most expensive and most called first. */
  readonly calls: readonly CrowdCallInput[];
  readonly uncloned: readonly UnclonedInput[];
  /** Calls that there was no time for. */
  readonly leftOut: readonly NamedFunction[];
  readonly functions: readonly FunctionPairInput[];
  /** Pairs of functions that there was no time for, or no state on which both calls run. */
  readonly pairsLeftOut: number;
  /** Of those, the two functions that there was no time for. */
  readonly pairsWithoutTime: readonly (readonly NamedFunction[])[];
}

export interface CrowdCallInput {
  readonly call: CrowdCall;
  readonly name: NamedCall;
  readonly gasUsed: bigint;
  readonly same: CrowdRunInput;
  /** Absent when nothing that the call names could be varied. */
  readonly spread?: CrowdRunInput;
  /** The arguments that vary in `spread`. */
  readonly varies: readonly string[];
}

/** One crowd, analysed by itself. */
export interface CrowdRunInput extends RunAnalysis {
  readonly names: TransactionNames;
  /** Of a run on eight threads whose time is gas; absent where there was none. */
  readonly virtual?: VirtualRun;
}

export interface UnclonedInput extends UnclonedCall {
  readonly name: NamedCall;
  /** Where the sender is stored, of `owner-only`. */
  readonly access?: NamedAccess;
}

export interface FunctionPairInput {
  readonly contract: string;
  readonly a: string;
  readonly b: string;
  readonly runs: readonly PairRunInput[];
}

/** Crowds of two, each order a scenario. */
export interface PairRunInput extends CrowdRunInput {
  readonly target: CrowdTarget;
  /** On one state; else each call was run on its own, and the access sets were compared. */
  readonly together: boolean;
}

/** A recorded transaction and the worst that any of its scenarios found: mismatched, then skipped, then matched. */
export interface VerifiedTransaction {
  readonly hash: string;
  /** Where it was sent: the title of its test or scenario. */
  readonly title: string;
  /** True when a hook, a fixture or a module's top level sent it. */
  readonly setup: boolean;
  readonly verification: Verification;
}
