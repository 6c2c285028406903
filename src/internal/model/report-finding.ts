import type { ProfileId } from "./profile.ts";
import type { ReportProof } from "./proof.ts";
import type { SourceLine } from "./slot-name.ts";
import type { Remedy } from "./suggestion.ts";

/** What a rule says of one hotspot, or of two calls whose order decides. */
export interface ReportFinding {
  readonly rule: string;
  /** What it is, in a few words. */
  readonly title: string;
  /** `warning` of what is not safe in any order; else how much the rule's hotspots cost: `high`, `medium`, `low`. */
  readonly severity: "warning" | "high" | "medium" | "low";
  /** `executed`: it was seen to happen; else how sure the rule is that the refactor fits. */
  readonly confidence: "executed" | "high" | "medium" | "low";
  /** No refactor keeps what the contract means. */
  readonly isInherent: boolean;
  readonly contract: string | null;
  readonly variable: string | null;
  /** The declaration. */
  readonly source: SourceLine | null;
  /** Who meets there, `Token.transfer`. */
  readonly functions: readonly string[];
  readonly message: string;
  readonly evidence: readonly string[];
  /** What the refactor costs, in meaning and gas. */
  readonly price: string;
  readonly refactor: string;
  /** A unified diff against the user's sources; null where the refactor is not mechanical. */
  readonly patch: string | null;
  /** The engine on which it counts, where it does not on the chosen one. */
  readonly profile: ProfileId | null;
  /** On the engine `profile`, where that is not null. Null where nothing is modelled: for what is inherent. */
  readonly gain: ReportGain | null;
  /** What `parallel-evm prove` found of its diff, of the same recording; null: nothing yet. */
  readonly proof: ReportProof | null;
}

/** What a refactor gains: modelled, on 8 threads, over the scenarios in which its hotspot conflicts. */
export interface ReportGain {
  readonly threads: 8;
  readonly now: number;
  /** With this one alone. */
  readonly alone: number;
  /** With this one and all refactors of the findings before it. */
  readonly withAbove: number;
  /** The hotspot that costs most then; null when none does. */
  readonly next: string | null;
  /** What is done to the hotspot in the model. Absent in reports of earlier versions. */
  readonly remedy?: Remedy;
}

/** A finding that the config or a comment in the source wants to hear nothing of. */
export interface ReportSuppressed {
  readonly rule: string;
  readonly contract: string | null;
  readonly variable: string;
  readonly by: "config" | "comment";
  readonly reason: string | null;
}
