/**
 * What a refactor does to a location, as the model of the schedule has it. `fields`: of a slot that several fields
 * share, those that it is about, as {@link FieldUse.path} or the variable that holds them; absent: all of it.
 */
export type Remedy =
  /** Nobody meets there any more. */
  | { readonly kind: "remove"; readonly fields?: readonly string[] | undefined }
  /**
   * As many locations, of which each call uses the one that `uint160(msg.sender) % shards` says. `isSummed`: who
   * only reads it reads all of them. `isDealtOut`: who raises it raises all of them. `isGathered`: who does not raise
   * it takes out of all of them.
   */
  | {
      readonly kind: "shard";
      readonly shards: number;
      readonly isSummed?: true | undefined;
      readonly isDealtOut?: true | undefined;
      readonly isGathered?: true | undefined;
      readonly fields?: readonly string[] | undefined;
    }
  /** Fields that share a slot get slots of their own: the fields of each. */
  | { readonly kind: "separate"; readonly slots: readonly (readonly string[])[] }
  /** ETH for many stays with the one who was to pay it, whose balance it adds to. */
  | { readonly kind: "hold" };

/** Groups of locations (a hotspot, or as many as are one matter), and what is done about them. */
export interface RemediedGroup {
  readonly groups: readonly string[];
  readonly remedy: Remedy;
  /** Of a location that several contracts share, what calls the one that is changed; absent: whatever is called. */
  readonly functions?: readonly string[];
  /** Only in these, by their places in the run; absent: in all in which the groups conflict. */
  readonly scenarios?: ReadonlySet<number>;
}

/**
 * What a remedy gains, over the scenarios in which its groups conflict: modelled speed-up on 8 threads, without
 * unit.
 */
export interface RemedyGain {
  readonly threads: 8;
  readonly now: number;
  /** With this remedy alone. */
  readonly alone: number;
  /** With this one and all that were listed before it. */
  readonly withAbove: number;
  /** Of the groups that are left then, the one whose removal would save most; undefined when none would. */
  readonly next: string | undefined;
}

/**
 * What a remedy is compared with. `alone`: with nothing done, which is all that an order is made by. `listed`: with
 * nothing done, alone and after those that are listed before it. `last`: with all the others done, which is what
 * {@link RemedyGain.now} is then.
 */
export type RemedyComparison = "alone" | "listed" | "last";

/** A piece of a file that is replaced. Offsets in bytes, as solc counts; `end` is the first byte behind it. */
export interface SourceEdit {
  /** As in `SourceFile.path`. */
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** When a finding of a rule has which confidence, as far as it ever has it; sentences. */
export type ConfidencePage = Readonly<Partial<Record<"high" | "medium" | "low", string>>>;

/** What there is to read of a rule. */
export interface RulePage {
  /** In kebab-case; it stands in reports, in the config and in comments. */
  readonly id: string;
  /** A few words without a full stop. */
  readonly title: string;
  /** What it looks for, in evidence and in code. */
  readonly detects: string;
  readonly impact: "high" | "medium" | "low";
  /** Solidity that has the problem, and the same refactored: each compiles by itself. */
  readonly bad: string;
  readonly better: string;
  /** What to do, for any contract. */
  readonly refactor: string;
  /** What it costs in meaning and gas. */
  readonly price: string;
  readonly confidence: ConfidencePage;
  /** Papers, EIPs, documentation. */
  readonly sources: readonly string[];
  /** There is no refactor that keeps what the contract means. */
  readonly isInherent?: true;
}
