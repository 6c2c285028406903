import assert from "node:assert/strict";

import type { ParallelReport } from "../../../src/internal/model/report.ts";
import { hotspotTitle } from "../../../src/internal/report/texts/hotspot-text.ts";

/** What a format tells, as read from its text: ratios as they stand there, such as `1.30x`. */
export interface Told {
  /** Of 2, 4, 8, 16 and any number of threads; empty where it says that there is nothing to model. */
  readonly speedup: readonly string[];
  readonly hotspots: readonly ToldItem[];
  readonly findings: readonly ToldItem[];
  /** Pairs of calls whose order decides who succeeds. */
  readonly deciding: number;
  readonly suppressed: number;
  /** Null of a format that has no crowds. */
  readonly crowds: readonly ToldItem[] | null;
  /** What it says to have left out, of each. */
  readonly leftOut: Readonly<Record<"hotspots" | "findings" | "deciding" | "crowds", number>>;
}

export interface ToldItem {
  /** Title of a hotspot, rule of a finding, function of a crowd. */
  readonly name: string;
  /** Now and without it, now and with the refactor, same and spread; empty where no values are told. */
  readonly ratios: readonly string[];
}

export const NOTHING_LEFT_OUT = { hotspots: 0, findings: 0, deciding: 0, crowds: 0 };

/** Throws where it is not what the report says, or not all of it without saying so. */
export function assertTells(told: Told, report: ParallelReport): void {
  const { summary, hotspots, findings, orders, suppressed, crowds } = report;
  const { threads, bound } = summary.speedup;
  const isModelled = summary.scenarios > summary.singleSenderScenarios;
  const speedups = [threads["2"], threads["4"], threads["8"], threads["16"], bound];
  assertRatios(told.speedup, isModelled || told.speedup.length > 0 ? speedups : [], "speed-up");

  assertItems(
    told.hotspots,
    hotspots.map((one) => ({
      name: hotspotTitle(one),
      values: [one.speedup.now, one.speedup.without],
    })),
    told.leftOut.hotspots,
  );
  assertItems(
    told.findings,
    findings.map(({ rule, gain }) => ({
      name: rule,
      values: gain === null ? [] : [gain.now, gain.alone],
    })),
    told.leftOut.findings,
  );
  const deciding = orders.filter(({ verdict }) => verdict === "different success").length;
  assert.equal(told.deciding + told.leftOut.deciding, deciding, "orders");
  assert.equal(told.suppressed, suppressed.length, "suppressed");
  if (told.crowds === null) return;
  assertItems(
    told.crowds,
    (crowds?.calls ?? []).map(({ function: name, same, spread }) => ({
      name,
      values: [same, ...(spread === null ? [] : [spread])].map((one) => one.speedup.threads["8"]),
    })),
    told.leftOut.crowds,
  );
}

interface Item {
  readonly name: string;
  readonly values: readonly number[];
}

/** Each told item is another one of the report's. */
function assertItems(told: readonly ToldItem[], items: readonly Item[], leftOut: number): void {
  const names = told.map(({ name }) => name).join("\n");
  assert.equal(told.length + leftOut, items.length, `${leftOut} left out of:\n${names}`);
  const rest = [...items];
  for (const { name, ratios } of told) {
    const at = rest.findIndex(
      (one) => one.name === name && (ratios.length === 0 || areRatios(ratios, one.values)),
    );
    const left = JSON.stringify(rest.filter((one) => one.name === name));
    assert(at >= 0, `${name} with ${ratios.join(", ")} is none of ${left}`);
    rest.splice(at, 1);
  }
}

function assertRatios(ratios: readonly string[], values: readonly number[], what: string): void {
  assert(areRatios(ratios, values), `${what}: ${ratios.join(", ")} for ${values.join(", ")}`);
}

function areRatios(ratios: readonly string[], values: readonly number[]): boolean {
  return (
    ratios.length === values.length &&
    ratios.every((ratio, index) => isRounded(ratio, values[index] ?? NaN))
  );
}

/** To three digits or more, or to two decimals. */
function isRounded(ratio: string, value: number): boolean {
  const [, text = "", decimals = ""] = /^(\d+(?:\.(\d+))?)x$/.exec(ratio) ?? [];
  const enough = decimals.length >= 2 || text.replace(".", "").length >= 3;
  return enough && text === value.toFixed(decimals.length);
}

/** `1.00x` each. */
export function ratiosIn(text: string): string[] {
  return [...text.matchAll(/(?<![\d.])\d+(?:\.\d+)?x(?!\w)/g)].map(([ratio]) => ratio);
}
