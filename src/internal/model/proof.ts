import type { ProfileId } from "./profile.ts";
import type { Remedy } from "./suggestion.ts";
import type { TestResult } from "./test-result.ts";

/**
 * - `proven`: all tests pass with the diff, at least 80 % of the speed-up is reached that was modelled over the same
 *   scenarios, and half of what is gained by the model.
 * - `gains nothing`: all tests pass, and nothing was promised or is gained, by the diff alone.
 * - `gains less`: all tests pass, but less is reached than was promised.
 * - `breaks tests`: tests fail with the diff that do not fail without it.
 * - `does not compile`: the project with the diff does not.
 * - `unknown`: it could not be seen, or what was promised lies in other scenarios; the message says why.
 */
export type ProofVerdict =
  "proven" | "gains nothing" | "gains less" | "breaks tests" | "does not compile" | "unknown";

/** What came of a finding's diff, applied to a copy of the project and run with the project's own tests. */
export interface ReportProof {
  readonly verdict: ProofVerdict;
  /** The verdict in a sentence. */
  readonly message: string;
  readonly tests: {
    readonly before: ReportTestCounts;
    /** Null when there was nothing to run. */
    readonly after: ReportTestCounts | null;
    /** Tests that fail with the diff, and did not without it. */
    readonly broken: readonly string[];
    /** Tests that passed without the diff, and did not run with it. */
    readonly notRun: readonly string[];
  };
  /** Null when it was not measured. */
  readonly hotspot: ReportProofHotspot | null;
  readonly speedup: ReportProofSpeedup;
}

export interface ReportTestCounts {
  readonly passing: number;
  readonly failing: number;
  readonly pending: number;
}

/** Conflicts of different senders, over the compared scenarios. */
export interface ReportProofHotspot {
  /** `Token.totalSupply`. */
  readonly path: string;
  /** At the hotspot. */
  readonly before: number;
  readonly after: number;
  /** At all state. */
  readonly allBefore: number;
  readonly allAfter: number;
  /** What is dearest there with the diff; null when nothing conflicts. */
  readonly dearest: string | null;
}

/** Modelled on 8 threads, over those scenarios in which the hotspot conflicts without the diff. */
export interface ReportProofSpeedup {
  readonly threads: 8;
  readonly profile: ProfileId;
  /** Null when it was not measured. */
  readonly before: number | null;
  readonly after: number | null;
  /** `gain.alone` of the finding: over all scenarios. */
  readonly promised: number | null;
  /** The same over those that are compared; null when it was not modelled. */
  readonly modelled: number | null;
  /** How many they are, and how many of them have a counterpart with the diff: the others are left out. */
  readonly scenarios: number;
  readonly compared: number;
}

/** A proof and what it is of. */
export interface KeyedProof extends ReportProof {
  readonly rule: string;
  readonly contract: string | null;
  readonly variable: string | null;
  /** SHA-256 of the diff. */
  readonly patch: string;
}

/** `parallel-evm/proofs.json`. They hold for one recording only. */
export interface ProofsFile {
  readonly schemaVersion: 1;
  /** The run that was recorded. */
  readonly recording: string;
  /** Sorted by rule, contract, variable, diff. */
  readonly proofs: readonly KeyedProof[];
}

/** A finding that can be proved: what is read of it from a saved report. */
export interface ProvableFinding {
  readonly rule: string;
  readonly contract: string | null;
  readonly variable: string | null;
  readonly patch: string;
  /** The engine on which it counts, where it does not on the chosen one. */
  readonly profile: ProfileId | null;
  readonly gain: {
    readonly now: number;
    readonly alone: number;
    readonly remedy?: Remedy | undefined;
  } | null;
  /** Who meets there. */
  readonly functions: readonly string[];
  /** The hotspots that it is of; more than one where many accounts are paid. */
  readonly places: readonly HotspotPlace[];
}

/** What tells a hotspot from all others of a report. */
export interface HotspotPlace {
  readonly class: string;
  readonly contract: string | null;
  readonly path: string;
}

/** What the tests of a copy of the project came to. */
export interface SuiteTests {
  readonly results: readonly TestResult[];
  readonly exitCode: number | null;
}

/** What the transactions that a suite sent come to on one engine. */
export interface SuiteMeasure {
  readonly profile: ProfileId;
  readonly scenarios: readonly MeasuredScenario[];
  /** Dearest first. */
  readonly hotspots: readonly MeasuredHotspot[];
  /** What a remedy would come to in some of the scenarios: modelled speed-up on 8 threads. */
  readonly model: (remedied: RemediedHotspots) => number;
}

/** Hotspots, by their groups, and what is done about them in which scenarios, by their keys. */
export interface RemediedHotspots {
  readonly groups: readonly string[];
  readonly remedy: Remedy;
  readonly scenarios: readonly string[];
}

/** A scenario of the suite, or many users making one recorded call. */
export interface MeasuredScenario {
  /** The same for the same scenario of another run of the suite; unique. */
  readonly key: string;
  readonly gas: bigint;
  /** Gas on the longest of 8 threads. */
  readonly longest: bigint;
  /** Of different senders. */
  readonly conflicts: number;
  /** What is called in it, `Token.transfer`. */
  readonly functions: ReadonlySet<string>;
  /** Whose code ran in it, by their fully qualified names. */
  readonly contracts: ReadonlySet<string>;
  /** False of a crowd that names the same where others could be named: no finding is of it, but it may be the counterpart of one that counts. */
  readonly counts: boolean;
}

export interface MeasuredHotspot extends HotspotPlace {
  readonly group: string;
  /** One or more, joined by a comma, where they share a slot. */
  readonly variable: string | null;
  /** By scenario, as {@link MeasuredScenario.key}. */
  readonly conflicts: ReadonlyMap<string, number>;
}
