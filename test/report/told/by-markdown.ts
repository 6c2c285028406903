import assert from "node:assert/strict";

import { NOTHING_LEFT_OUT, ratiosIn, type Told, type ToldItem } from "./told.ts";

/** What `report.md` tells. */
export function toldByMarkdown(text: string): Told {
  const sections = text.split(/^(?=### )/m);
  const section = (heading: string) =>
    sections.find((one) => one.startsWith(`### ${heading}`)) ?? "";
  const hotspots = rowsOf(section("Hotspots")).map(([name = "", , , , without = ""]) => ({
    name: plain(name),
    ratios: ratiosIn(/^\S+ → \S+/.exec(without)?.[0] ?? ""),
  }));
  const findings = [
    ...section("Findings").matchAll(/<summary><b>.*<\/b> \(([^,]+), [^,)]+(.*)\)<\/summary>/g),
  ].map(([, rule = "", gain = ""]): ToldItem => ({ name: rule, ratios: ratiosIn(gain) }));
  const suppressed = [...section("Suppressed").matchAll(/^- /gm)].length;
  assert.equal(amountIn(section("Hotspots")), hotspots.length);
  assert.equal(amountIn(section("Findings")), findings.length);
  assert.equal(amountIn(section("Suppressed")), suppressed);
  return {
    speedup: ratiosIn(/^\| speed-up, modelled .*/m.exec(text)?.[0] ?? ""),
    hotspots,
    findings,
    deciding: findings.filter(({ name }) => name === "order-decides-success").length,
    suppressed,
    crowds: rowsOf(section("What if everybody")).map(([name = "", same = "", spread = ""]) => ({
      name: plain(name),
      ratios: ratiosIn(`${same} ${spread}`),
    })),
    leftOut: NOTHING_LEFT_OUT,
  };
}

/** Cells of a table, without its head. */
function rowsOf(section: string): string[][] {
  const [, , ...rows] = section.split("\n").filter((line) => line.startsWith("| "));
  return rows.map((line) => line.slice(2, -2).split(" | "));
}

function plain(code: string): string {
  return code.replace(/^`(.*)`$/, "$1");
}

function amountIn(section: string): number {
  return Number(/^### .* \((\d+)\)/.exec(section)?.[1] ?? 0);
}
