/**
 * How much memory the executor takes for a large block, a mix of 10,000 transactions: peaks of a
 * process of its own for each way to run it. Ends with status 1 above the limit.
 *
 *     npm run bench:memory -- [transactions] [threads]
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

import { describeMachine, thisMachine } from "./machine.ts";
import type { MemoryPeaks, MemoryTask } from "./memory-task.ts";
import { StatusLine } from "./status-line.ts";

const CHILD = fileURLToPath(new URL("memory-child.ts", import.meta.url));
const LIMIT_BYTES = 1.5e9;

const WAYS: readonly { readonly way: MemoryTask["way"]; readonly meaning: string }[] = [
  { way: "scenario", meaning: "the block and the state before it made, nothing run" },
  { way: "sequential", meaning: "one transaction after another, on one thread" },
  { way: "parallel", meaning: "the same, then in parallel, and both runs compared" },
];

const COLUMNS: readonly { readonly title: string; readonly value: keyof MemoryPeaks }[] = [
  { title: "peak RSS", value: "rss" },
  { title: "main heap", value: "mainHeap" },
  { title: "main ArrayBuffers", value: "mainArrayBuffers" },
  { title: "threads' heaps", value: "threadHeaps" },
  { title: "threads' ArrayBuffers", value: "threadArrayBuffers" },
];

const [transactions = "10000", threads = "2"] = process.argv.slice(2);
const task = { transactions: Number(transactions), hot: 0.1, seed: 1, threads: Number(threads) };

console.log(describeMachine(thisMachine()));
console.log(`A mix of ${task.transactions} transactions, ${task.threads} threads. Peaks in MB:\n`);
console.log(`${"".padEnd(12)}${COLUMNS.map(({ title }) => `  ${title}`).join("")}`);
const status = new StatusLine(process.stderr);
const peaks = WAYS.map(({ way }) => {
  status.show(`running: ${way} …`);
  const measured = runInChild({ way, ...task });
  status.clear();
  console.log(renderRow(way, measured));
  return measured.rss;
});
console.log();
for (const { way, meaning } of WAYS) console.log(`${way.padEnd(12)}${meaning}`);

const highest = Math.max(...peaks);
const verdict = highest <= LIMIT_BYTES ? "below" : "ABOVE";
console.log(
  `\nHighest peak RSS ${megabytes(highest)} MB: ${verdict} the limit of ${megabytes(LIMIT_BYTES)} MB.`,
);
if (highest > LIMIT_BYTES) process.exitCode = 1;

/** This process stays small: on Linux a child's peak RSS starts at what its parent had. */
function runInChild(one: MemoryTask): MemoryPeaks {
  const { status, stdout } = spawnSync(process.execPath, [CHILD, JSON.stringify(one)], {
    stdio: ["ignore", "pipe", "inherit"],
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`The run of ${one.way} ended with status ${status}`);
  return JSON.parse(stdout) as MemoryPeaks; // memory-child.ts writes nothing else
}

function renderRow(way: string, measured: MemoryPeaks): string {
  const cells = COLUMNS.map(({ title, value }) =>
    megabytes(measured[value]).padStart(title.length + 2),
  );
  return `${way.padEnd(12)}${cells.join("")}`;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
