import type { ReportChange } from "../model/budget.ts";
import { CALL, type Facts, IN_SETUP } from "./facts-of.ts";

/** Best first. */
const CONFLICTS = ["never", "same argument", "always"];
const ORDERS = ["commutes", "unknown", "different outcome", "different success"];

/**
 * What has changed from one snapshot to the next, what is worse first. A function that is not called any more is worse,
 * as nothing is known of it: a shard may be lost, or a test be broken. `isWhole`: there was time for all crowds;
 * else functions that only set-up calls may be missing for that.
 */
export function compareFacts(before: Facts, after: Facts, isWhole = true): readonly ReportChange[] {
  const facts = [...new Set([...before.keys(), ...after.keys()])];
  const isLost = [...before.keys()].some((fact) => fact.startsWith(CALL) && !after.has(fact));
  const changes = facts.flatMap((fact): ReportChange[] => {
    const [was, is] = [before.get(fact) ?? null, after.get(fact) ?? null];
    if (was === is) return [];
    const kind = kindOf(fact, was, is, { isWhole, isLost });
    return [{ fact, before: was, after: is, kind }];
  });
  const rank = ({ kind }: ReportChange) => ["worse", "better", "other"].indexOf(kind);
  return changes.sort((a, b) => rank(a) - rank(b) || (a.fact < b.fact ? -1 : 1));
}

/** `isLost`: some functions are not called any more. */
interface Circumstances {
  readonly isWhole: boolean;
  readonly isLost: boolean;
}

function kindOf(
  fact: string,
  before: string | null,
  after: string | null,
  { isWhole, isLost }: Circumstances,
): ReportChange["kind"] {
  if (fact.startsWith("hotspot ")) {
    if (after !== null) return "worse";
    // It may be gone only because nobody came by.
    return isLost ? "other" : "better";
  }
  if (fact.startsWith(CALL)) {
    const isExcused = before === IN_SETUP && !isWhole;
    return after === null && !isExcused ? "worse" : "other";
  }
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
  return (fact.startsWith("conflict ") ? CONFLICTS : ORDERS).indexOf(verdict);
}

/** Above 0: on some number of threads it is slower than before, and that more than it is faster on others. */
function slowing(before: string, after: string): number {
  const [was, is] = [before, after].map((text) => text.split(" ").map(Number.parseFloat));
  const steps = (was ?? []).map((value, index) => value - (is?.[index] ?? 0));
  const most = Math.max(...steps);
  const least = Math.min(...steps);
  return most >= -least ? most : least;
}
