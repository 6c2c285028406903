import type { ChangeKind, ReportChange } from "../model/budget.ts";
import { CALL, type Facts, HOTSPOT, IN_SETUP } from "./facts-of.ts";
import { type Gaps, type LeftOut, NO_CROWDS, NO_GAPS } from "./gaps-of.ts";

/** Best first. */
const CONFLICTS = ["never", "same argument", "always"];
const ORDERS = ["commutes", "unknown", "different outcome", "different success"];

const RANKS: readonly ChangeKind[] = ["worse", "unknown", "better", "lost", "other"];

/** Begins what stands for hotspots that nobody looked for. */
const HOTSPOTS_OF = "hotspots of ";
/** The snapshot was made with crowds, and there are none now. */
export const ALL_CROWDS = `${HOTSPOTS_OF}crowds`;

/**
 * What has changed from one snapshot to the next, what is worse first. A function that is not called any more is worse,
 * as nothing is known of it: a shard may be lost, or a test be broken. What the report did not look at is not known, and
 * no change for the better, nor none.
 */
export function compareFacts(
  before: Facts,
  after: Facts,
  gaps: Gaps = NO_GAPS,
): readonly ReportChange[] {
  const facts = [...new Set([...before.keys(), ...after.keys()])];
  const run: Run = {
    gaps,
    lost: [...before.keys()].flatMap((fact) =>
      fact.startsWith(CALL) && !after.has(fact) ? [fact.slice(CALL.length)] : [],
    ),
  };
  const changes = facts.flatMap((fact): ReportChange[] => {
    const [was, is] = [before.get(fact) ?? null, after.get(fact) ?? null];
    const judgement = judge(fact, was, is, run);
    return judgement === undefined ? [] : [{ fact, before: was, after: is, ...judgement }];
  });
  const rank = ({ kind }: ReportChange) => RANKS.indexOf(kind);
  return [...changes, ...hotspotsUnseen(before, gaps)].sort(
    (a, b) => rank(a) - rank(b) || (a.fact < b.fact ? -1 : 1),
  );
}

/** How the facts of afterwards came to be. */
interface Run {
  readonly gaps: Gaps;
  /** Titles of functions that are not called any more. */
  readonly lost: readonly string[];
}

type Judgement = Pick<ReportChange, "kind" | "reason">;

/** Undefined where nothing is to be said. */
function judge(
  fact: string,
  before: string | null,
  after: string | null,
  run: Run,
): Judgement | undefined {
  const kind = before === after ? undefined : kindOf(fact, before, after);
  if (kind === "worse" && after !== null) return { kind, reason: null };
  const gap = before === null ? undefined : gapAt(fact, before, after, run.gaps);
  if (gap !== undefined) {
    if (couldBeWorse(fact, after ?? before ?? "")) return { kind: "unknown", reason: gap };
    if (after === null) return { kind: "lost", reason: gap };
  }
  if (kind === undefined) return undefined;
  const gone = after === null && !fact.startsWith(CALL) ? goneWith(fact, run.lost) : undefined;
  return gone === undefined ? { kind, reason: null } : { kind: "lost", reason: gone };
}

/** What a fact rests on that was not looked at. A hotspot may be anybody's. */
function gapAt(
  fact: string,
  before: string,
  after: string | null,
  { hasNoCrowds, leftOut, reason }: Gaps,
): string | undefined {
  if (fact === SUITE) return undefined;
  // Of what only set-up calls, crowds tell; what is left out of them is called all the same.
  if (fact.startsWith(CALL))
    return hasNoCrowds && after === null && before === IN_SETUP ? NO_CROWDS : undefined;
  if (hasNoCrowds) return NO_CROWDS;
  return leftOut.some((one) => concerns(one, fact)) ? reason : undefined;
}

function concerns({ what, of: [a = "", b = ""] }: LeftOut, fact: string): boolean {
  if (what === "crowd") return fact.startsWith(HOTSPOT) || isAbout(fact, a);
  // Users who call both may only meet in a crowd of two.
  const isOfPair = fact.startsWith("order ") || (what === "pair" && fact.startsWith("conflict "));
  return (
    isOfPair && [`${a} and ${b}`, `${b} and ${a}`].some((names) => fact.endsWith(` of ${names}`))
  );
}

const SUITE = "speed-up of the suite";

/** Whether a fact is one of a function: `speed-up of TITLE, same`, `order of TITLE and …`. */
function isAbout(fact: string, title: string): boolean {
  const [, names = ""] = /^(?:call|speed-up|conflict|order) of (.*)$/.exec(fact) ?? [];
  return (
    names === title ||
    names.startsWith(`${title}, `) ||
    names.startsWith(`${title} and `) ||
    names.endsWith(` and ${title}`)
  );
}

function couldBeWorse(fact: string, value: string): boolean {
  if (fact.startsWith(HOTSPOT)) return false;
  if (fact.startsWith(CALL)) return true;
  if (fact.startsWith("speed-up "))
    return !isPart(value) && figuresIn(value).some((figure) => figure > 1);
  return rankIn(fact, value) < ranksOf(fact).length - 1;
}

/** Why what has not been found may still be there; undefined where that is not so. */
function goneWith(fact: string, lost: readonly string[]): string | undefined {
  const [gone] = lost.filter((title) => fact.startsWith(HOTSPOT) || isAbout(fact, title)).sort();
  return gone === undefined ? undefined : `${gone} is not called any more`;
}

/** New hotspots have no fact yet that could be missed. */
function hotspotsUnseen(
  before: Facts,
  { hasNoCrowds, leftOut, reason }: Gaps,
): readonly ReportChange[] {
  const unseen = { before: null, after: null, kind: "unknown" } as const;
  if (hasNoCrowds) {
    const hasCrowds = [...before.keys()].some(
      (fact) => fact.startsWith("speed-up ") && fact !== SUITE,
    );
    return hasCrowds ? [{ fact: ALL_CROWDS, ...unseen, reason: NO_CROWDS }] : [];
  }
  return leftOut.flatMap(({ what, of: [title = ""] }) =>
    what === "crowd" ? [{ fact: `${HOTSPOTS_OF}${title}`, ...unseen, reason }] : [],
  );
}

function kindOf(fact: string, before: string | null, after: string | null): ChangeKind {
  if (fact.startsWith(HOTSPOT)) return after === null ? "better" : "worse";
  if (fact.startsWith(CALL)) return after === null ? "worse" : "other";
  // Of a function that is new, or is not called any more, or is none for crowds.
  if (before === null || after === null) return "other";
  // Where only some users succeed there is no speed-up: one that was there is lost.
  if (isPart(before)) return "other";
  if (isPart(after)) return "worse";
  const step = fact.startsWith("speed-up ")
    ? slowing(before, after)
    : rankIn(fact, after) - rankIn(fact, before);
  if (step === 0) return "other";
  return step > 0 ? "worse" : "better";
}

/** `5/64 succeed` */
function isPart(value: string): boolean {
  return value.endsWith(" succeed");
}

function rankIn(fact: string, verdict: string): number {
  return ranksOf(fact).indexOf(verdict);
}

function ranksOf(fact: string): readonly string[] {
  return fact.startsWith("conflict ") ? CONFLICTS : ORDERS;
}

/** Above 0: on some number of threads it is slower than before, and that more than it is faster on others. */
function slowing(before: string, after: string): number {
  const [was, is] = [before, after].map(figuresIn);
  const steps = (was ?? []).map((value, index) => value - (is?.[index] ?? 0));
  const most = Math.max(...steps);
  const least = Math.min(...steps);
  return most >= -least ? most : least;
}

function figuresIn(text: string): readonly number[] {
  return text.split(" ").map(Number.parseFloat);
}
