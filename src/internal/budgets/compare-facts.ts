import type { ReportChange } from "../model/budget.ts";
import type { Facts } from "./facts-of.ts";

/** Best first. */
const CONFLICTS = ["never", "same argument", "always"];
const ORDERS = ["commutes", "unknown", "different outcome", "different success"];

/** What has changed from one snapshot to the next, what is worse first. */
export function compareFacts(before: Facts, after: Facts): readonly ReportChange[] {
  const facts = [...new Set([...before.keys(), ...after.keys()])];
  const changes = facts.flatMap((fact): ReportChange[] => {
    const [was, is] = [before.get(fact) ?? null, after.get(fact) ?? null];
    return was === is ? [] : [{ fact, before: was, after: is, kind: kindOf(fact, was, is) }];
  });
  const rank = ({ kind }: ReportChange) => ["worse", "better", "other"].indexOf(kind);
  return changes.sort((a, b) => rank(a) - rank(b) || (a.fact < b.fact ? -1 : 1));
}

function kindOf(fact: string, before: string | null, after: string | null): ReportChange["kind"] {
  if (fact.startsWith("hotspot ")) return after === null ? "better" : "worse";
  // A function that is new, or is not called any more.
  if (before === null || after === null) return "other";
  const step = fact.startsWith("speed-up ")
    ? slowing(before, after)
    : rankIn(fact, after) - rankIn(fact, before);
  if (step === 0) return "other";
  return step > 0 ? "worse" : "better";
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
