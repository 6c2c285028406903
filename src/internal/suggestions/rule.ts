import type { ProfileId } from "../model/profile.ts";
import type { AskedFunction } from "../model/report-input.ts";
import type { ReportAccumulator, ReportHotspot, ReportOrder } from "../model/report.ts";
import type { Remedy, RulePage, SourceEdit } from "../model/suggestion.ts";
import type { ContractCode, StateVariable } from "./code/contract-code.ts";
import type { Use } from "./code/uses.ts";
import type { Admission } from "./not-for-users.ts";

/** How sure a rule is that its refactor fits: `high` where evidence and code leave nothing else. */
export type Confidence = "high" | "medium" | "low";

/** One kind of hotspot, how it is recognized, and what to do about it. */
export interface Rule extends RulePage {
  /** It says nothing of what is done with the variable: another rule may, and is told too where it gains more. */
  readonly isAboutSlot?: true;
  /** Undefined: this is something else, or nothing. */
  readonly check: (subject: Subject) => Diagnosis | undefined;
}

/** A state variable at which different users meet, or that shares a slot at which they do: what a rule is asked about. */
export interface Subject {
  readonly hotspot: ReportHotspot;
  /** All of the report, this one too: what it is to others may decide what it is. */
  readonly hotspots: readonly ReportHotspot[];
  /** The engine on which it counts, where it does not on the chosen one. */
  readonly engine: ProfileId | undefined;
  /** Of the contract that the hotspot belongs to. */
  readonly code: ContractCode;
  /** All contracts of the compilation of which there is code, this one too: whoever inherits may use it. */
  readonly project: readonly ContractCode[];
  /** Undefined for balances, nonces, and storage without a variable. */
  readonly variable: StateVariable | undefined;
  readonly uses: readonly Use[];
  /** What experiments say of this variable. */
  readonly accumulators: readonly ReportAccumulator[];
  /** Of pairs of functions that meet there. */
  readonly orders: readonly ReportOrder[];
  /** Functions that only the owner, a role, or one with a proof or a signature that nobody else had can call: `Token.mint`. */
  readonly notForUsers: ReadonlySet<string>;
  /** Who was seen to call these, and others that crowds cannot call. */
  readonly admissions: ReadonlyMap<string, Admission>;
  /** Those that anybody may call who has the signature of the right account. */
  readonly bySignature: ReadonlySet<string>;
  /** Functions of the hotspot that were seen to read it and nothing else, whatever it is of: `Token.look`. */
  readonly onlyReading: readonly string[];
  /** Different users of the suite name one of its entries by the same argument. */
  readonly isNamedAlike: boolean;
  /** What the suite asks contracts for by calls: a diff that takes it away breaks tests. */
  readonly asked: readonly AskedFunction[];
  /** Into how many parts to split what can be split. */
  readonly shards: number;
}

/** What a rule has to say of a hotspot of this contract. */
export interface Diagnosis {
  /** What of the variable, where another member of it is another matter: `proposals[*].yes`. */
  readonly about?: string;
  /** One or two sentences in the contract's own names. */
  readonly message: string;
  /** What of evidence and code it rests on, a sentence each. */
  readonly evidence: readonly string[];
  readonly confidence: Confidence;
  /** What to do here: a sentence, or a sketch in the contract's own names. */
  readonly refactor: string;
  /** The refactor as a change of the user's files, where it is mechanical. */
  readonly edits?: readonly SourceEdit[];
  /** No refactor keeps what this contract means, though the rule has one for others. */
  readonly isInherent?: true;
  /** What it does to the hotspot; absent for what is inherent. */
  readonly remedy?: Remedy;
}
