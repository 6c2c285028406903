import assert from "node:assert/strict";

import type { ParallelReport, ReportHotspot } from "../../../src/internal/model/report.ts";
import { hotspotTitle } from "../../../src/internal/report/texts/hotspot-text.ts";
import { ratiosIn, type Told, type ToldItem } from "./told.ts";

/** What a run printed; the report says which findings a shown hotspot has, and each must be told there. */
export function toldByTerminal(output: string, report: ParallelReport): Told {
  const section = (heading: string) =>
    new RegExp(`^${heading.replace("?", "\\?")}\\n((?:(?: .*)?\\n)*)`, "m").exec(output)?.[1] ?? "";
  const speedup = /^ {2}speed-up (.*)/m.exec(section("How parallel is it?"))?.[1] ?? "";
  const stops = section("What stops it?");
  const crowds = section("What if everybody calls it at once?");
  const orders = section("Does the order matter?");
  const next = section("Next");

  const blocks = stops.split(/^(?= {2,4}\d+ {2})/m).filter((text) => /^ +\d+ {2}/.test(text));
  const shown = blocks.map((text) => {
    const block = oneLine(text.replace(/^ +\d+/, ""));
    return { block, hotspot: titled(block, report) };
  });
  const elsewhere = section("What counts elsewhere?")
    .split(/^ {2}(?=\S)/m)
    .flatMap((text) => {
      const block = oneLine(text);
      const hotspot = report.otherEngines.find(
        (one) => block.startsWith(one.profile) && block.includes(`: ${hotspotTitle(one)}, `),
      );
      return hotspot === undefined ? [] : [{ block, hotspot }];
    });
  const advised = new Map<string, ToldItem>();
  for (const { block, hotspot } of [...shown, ...elsewhere]) {
    for (const { title, rule, message, gain } of hotspot.findings) {
      const [, after] = block.split(`${title} (${rule})`);
      assert(after !== undefined, `${rule} is not told in ${block}`);
      const ratios = gain === null ? [] : ratiosIn(after).slice(0, 2);
      advised.set(`${rule} ${message}`, { name: rule, ratios });
    }
  }
  const deciding = [...orders.matchAll(/^ {2}- /gm)].length;
  const decided = numberIn(orders, /(\d+) decide who succeeds/);
  const hiddenOrders = numberIn(orders, /(\d+) more pairs?/);
  assert.equal(deciding + hiddenOrders, decided, orders);
  const all = numberIn(next, /(\d+) findings?(?:$|,)/m);
  assert.equal(all, report.findings.length, next);
  return {
    speedup: ratiosIn(speedup),
    hotspots: shown.map(({ block, hotspot }) => ({
      name: hotspotTitle(hotspot),
      ratios: ratiosIn(/ without it (\S+ → \S+) on 8 threads/.exec(block)?.[1] ?? ""),
    })),
    findings: [
      ...advised.values(),
      ...Array.from({ length: deciding }, () => ({ name: "order-decides-success", ratios: [] })),
    ],
    deciding,
    suppressed: numberIn(next, /(\d+) findings? suppressed/),
    crowds: [...crowds.matchAll(/^ {2}(\S+) +[\d,]+ +([\d.]+x) +([\d.]+x|–)/gm)].map(
      ([, name = "", ...ratios]) => ({ name, ratios: ratiosIn(ratios.join(" ")) }),
    ),
    leftOut: {
      hotspots: numberIn(stops, /(\d+) more hotspots? in the full report/),
      findings: numberIn(oneLine(next), /findings?, (\d+) of them in the full report only/),
      deciding: hiddenOrders,
      crowds: numberIn(crowds, /(\d+) more calls? in the full report/),
    },
  };
}

function titled(block: string, { hotspots }: ParallelReport): ReportHotspot {
  const [hotspot] = hotspots
    .filter((one) => block.startsWith(hotspotTitle(one)))
    .toSorted((a, b) => hotspotTitle(b).length - hotspotTitle(a).length);
  assert(hotspot !== undefined, block);
  return hotspot;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function numberIn(text: string, pattern: RegExp): number {
  return Number(pattern.exec(text)?.[1] ?? 0);
}
