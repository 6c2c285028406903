import { type Facts, HOTSPOT } from "./facts-of.ts";
import { fieldsIn } from "./fields-in.ts";

/** Version 1 called hotspots by the key that was most frequent. */
const VERSION = 2;

const HEAD = [
  `# What hardhat-parallel-evm modelled, version ${VERSION}; speed-ups on 2, 4, 8 and 16 threads.`,
  "# Written by --parallel-evm-snapshot, compared by --parallel-evm-check.",
];

/** A line a fact, so that a diff of two snapshots reads as what has changed. */
export function renderSnapshot(facts: Facts): string {
  const lines = [...facts].map(([fact, value]) => `${fact}: ${value}`);
  return `${[...HEAD, ...lines].join("\n")}\n`;
}

/** Why a text is no snapshot: the number of the first line that is none of one, or a version that is not known. */
export type SnapshotProblem =
  | { readonly kind: "line"; readonly number: number }
  | { readonly kind: "version"; readonly version: string };

/** The facts, also of older versions, as this one calls them. */
export function parseSnapshot(
  text: string,
): { readonly facts: Facts } | { readonly problem: SnapshotProblem } {
  const facts = new Map<string, string>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const [, version] = /^# What hardhat-parallel-evm modelled, version (\S+?);/.exec(line) ?? [];
    if (version !== undefined && !isKnown(version))
      return { problem: { kind: "version", version } };
    if (line.trim() === "" || line.startsWith("#")) continue;
    const [, fact, value] = /^(.+): ([^:]+)$/.exec(line) ?? [];
    if (fact === undefined || value === undefined)
      return { problem: { kind: "line", number: index + 1 } };
    for (const one of factsIn(fact)) facts.set(one, value);
  }
  return { facts };
}

function isKnown(version: string): boolean {
  return /^\d+$/.test(version) && Number(version) >= 1 && Number(version) <= VERSION;
}

/** Of a hotspot of version 1 those of its fields without their keys; what is so already stays as it is. */
function factsIn(fact: string): readonly string[] {
  if (!fact.startsWith(HOTSPOT)) return [fact];
  const [first = "", ...others] = fieldsIn(fact);
  const owner = first.slice(0, first.lastIndexOf(" ") + 1);
  return [first, ...others.map((field) => `${owner}${field}`)];
}
