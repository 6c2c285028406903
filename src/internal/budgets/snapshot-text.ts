import type { Facts } from "./facts-of.ts";

const HEAD = [
  "# What hardhat-parallel-evm modelled, version 1; speed-ups on 2, 4, 8 and 16 threads.",
  "# Written by --parallel-evm-snapshot, compared by --parallel-evm-check.",
];

/** A line a fact, so that a diff of two snapshots reads as what has changed. */
export function renderSnapshot(facts: Facts): string {
  const lines = [...facts].map(([fact, value]) => `${fact}: ${value}`);
  return `${[...HEAD, ...lines].join("\n")}\n`;
}

/** The number of the first line that is none of a snapshot, where there is one. */
export function parseSnapshot(text: string): Facts | { readonly badLine: number } {
  const facts = new Map<string, string>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    const [, fact, value] = /^(.+): ([^:]+)$/.exec(line) ?? [];
    if (fact === undefined || value === undefined) return { badLine: index + 1 };
    facts.set(fact, value);
  }
  return facts;
}
