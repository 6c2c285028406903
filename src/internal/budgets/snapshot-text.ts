import { ParallelEvmError } from "../primitives/plugin-error.ts";
import type { Facts } from "./facts-of.ts";

const HEAD = [
  "# What hardhat-parallel-evm modelled, version 1; speed-ups on 2, 4, 8 and 16 threads.",
  "# Written by --parallel-evm-snapshot, compared by --parallel-evm-check.",
];

/** A line a fact, so that a diff of two snapshots reads as what has changed. */
export function renderSnapshot(facts: Facts): string {
  const lines = [...facts].map(([fact, value]) => `${oneLine(fact)}: ${value}`);
  return `${[...HEAD, ...lines].join("\n")}\n`;
}

/** Throws PE023, naming `file` and the line, where it is not of this form. */
export function parseSnapshot(text: string, file: string): Facts {
  const facts = new Map<string, string>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    const [, fact, value] = /^(.+): ([^:]+)$/.exec(line) ?? [];
    if (fact === undefined || value === undefined) {
      throw new ParallelEvmError("PE023", [file, String(index + 1), line]);
    }
    facts.set(fact, value);
  }
  return facts;
}

/** Keys of mappings may hold anything. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}
