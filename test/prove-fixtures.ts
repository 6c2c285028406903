/**
 * Proves every diff that is offered in the fixture projects: runs the tests of each project, has its diffs proved,
 * and prints the README's table of it all. Fails when a diff breaks something, or gains less than it promises.
 *
 *     npm run test:proofs [-- PROJECT…]
 *     node test/prove-fixtures.ts --last [PROJECT…]     the table of what was proved last
 */
import {
  lackOf,
  placeOf,
  proveProject,
  type ProvedFinding,
  readProofs,
} from "./fixture-projects/prove-project.ts";
import { fixtureProjects, projectFile } from "./fixture-projects/project-file.ts";
import { runHardhat } from "./support/run-hardhat.ts";

/** Of a suite, compiling it too, where the machine is busy. */
const DEADLINE_MS = 600_000;

const isLast = process.argv[2] === "--last";
const named = process.argv.slice(isLast ? 3 : 2);
const projects = named.length > 0 ? named : [...fixtureProjects(), "suggestions"].sort();

const rows: string[] = [];
const lacks: string[] = [];
for (const project of projects) {
  for (const proved of isLast ? readProofs(project) : await prove(project)) {
    rows.push(rowOf(project, proved));
    const lack = lackOf(proved);
    if (lack !== undefined) lacks.push(`${project}: ${lack}`);
  }
}

console.log(
  "| project | diff | rule | tests | 8 threads, modelled | promised | after / promised | scenarios |",
);
console.log("| --- | --- | --- | --- | --- | --- | --- | --- |");
for (const row of rows) console.log(row);
console.error(`\n${rows.length} diffs, ${rows.length - lacks.length} of them proven.`);
for (const lack of lacks) console.error(lack);
if (rows.length === 0 || lacks.length > 0) process.exitCode = 1;

async function prove(project: string): Promise<readonly ProvedFinding[]> {
  console.error(`${project}: running its tests`);
  // Some fail on purpose.
  await runHardhat(projectFile(project), ["test", "--parallel-evm"], {}, DEADLINE_MS);
  console.error(`${project}: proving its diffs`);
  return proveProject(project);
}

function rowOf(project: string, { finding, proof }: ProvedFinding): string {
  const { tests, speedup } = proof;
  const { before, after, promised, profile } = speedup;
  const share =
    after === null || promised === null ? "–" : `${Math.round((100 * after) / promised)} %`;
  const engine = profile === "block-stm" ? "" : `, ${profile}`;
  const cells = [
    project,
    `\`${placeOf(finding)}\``,
    `\`${finding.rule}\``,
    `${tests.after?.passing ?? 0} of ${tests.before.passing} pass`,
    `${times(before)} → ${times(after)}${engine}`,
    times(promised),
    share,
    `${speedup.compared} of ${speedup.scenarios}`,
  ];
  return `| ${cells.join(" | ")} |`;
}

function times(speedup: number | null): string {
  return speedup === null ? "–" : `${speedup.toFixed(2)}x`;
}
