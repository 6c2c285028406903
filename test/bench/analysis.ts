/**
 * What the whole analysis of a fixture project takes with the default budget, crowds and experiments
 * included: its suite is recorded once, then the report made again, each time in a process of its own. Ends
 * with status 1 above the limits.
 *
 *     npm run bench:analysis -- [project] [rounds]
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

import { fixtureProjects, projectFile } from "../fixture-projects/project-file.ts";
import { readReport } from "../fixture-projects/read-report.ts";
import { runHardhat } from "../support/run-hardhat.ts";
import { wholeNumber } from "../support/whole-number.ts";
import { describeMachine, thisMachine } from "./machine.ts";
import { median } from "./median.ts";
import { StatusLine } from "./status-line.ts";

const CHILD = fileURLToPath(new URL("analysis-child.ts", import.meta.url));
const LIMIT_SECONDS = 20;
const LIMIT_BYTES = 1e9;

interface Round {
  /** Of the whole process, its start included. */
  readonly seconds: number;
  /** Of the whole process, as the operating system counts it. */
  readonly peakBytes: number;
}

const [project = "token-launch", roundsText = "5"] = process.argv.slice(2);
if (!fixtureProjects().includes(project)) {
  throw new Error(`There is no project "${project}". There are: ${fixtureProjects().join(", ")}.`);
}
const rounds = wholeNumber("rounds", roundsText, 1);
const status = new StatusLine(process.stderr);

console.log(describeMachine(thisMachine()));
status.show(`recording the suite of ${project} …`);
const { exitCode, output } = await runHardhat(projectFile(project), ["test", "--parallel-evm"]);
// A suite that fails has a recording all the same.
if (exitCode === null) throw new Error(`The suite of ${project} did not end:\n${output}`);
const measured = Array.from({ length: rounds }, (_, round) => {
  status.show(`round ${round + 1} of ${rounds} …`);
  return analyse();
});
status.clear();
printResult();

function analyse(): Round {
  const start = performance.now();
  const { status: exit, output: streams } = spawnSync(process.execPath, [CHILD], {
    cwd: projectFile(project),
    stdio: ["ignore", "pipe", "inherit", "pipe"],
    encoding: "utf8",
  });
  const seconds = (performance.now() - start) / 1000;
  const peakBytes = Number(streams[3]); // analysis-child.ts writes nothing else there
  if (exit !== 0 || !(peakBytes > 0)) {
    throw new Error(`The analysis ended with status ${exit}:\n${streams[1]}`);
  }
  return { seconds, peakBytes };
}

function printResult(): void {
  const seconds = measured.map((round) => round.seconds);
  const middle = median(seconds);
  const peak = Math.max(...measured.map(({ peakBytes }) => peakBytes));
  const [fastest, slowest] = [Math.min(...seconds), Math.max(...seconds)];
  const { summary, crowds } = readReport(project);
  const { calls, functionPairs } = crowds?.leftOut ?? { calls: 0, functionPairs: 0 };
  console.log(
    `${project}: ${summary.transactions} transactions, crowds of ${crowds?.calls.length ?? 0} calls; ` +
      `left out: ${calls} calls, ${functionPairs} pairs of functions.\n`,
  );
  console.log(
    `median of ${rounds}  ${middle.toFixed(1)} s (${fastest.toFixed(1)} to ${slowest.toFixed(1)} s): ` +
      `${verdict(middle <= LIMIT_SECONDS)} the limit of ${LIMIT_SECONDS} s`,
  );
  console.log(
    `peak memory  ${(peak / 1e6).toFixed(0)} MB: ` +
      `${verdict(peak <= LIMIT_BYTES)} the limit of ${(LIMIT_BYTES / 1e6).toFixed(0)} MB`,
  );
  if (!(middle <= LIMIT_SECONDS && peak <= LIMIT_BYTES)) process.exitCode = 1;
}

function verdict(isBelow: boolean): string {
  return isBelow ? "below" : "ABOVE";
}
