/**
 * Damaged and hostile files: whatever stands in a recording, a block file, a report, a snapshot or a build info, there
 * is a report or an error with a code: no hang, no crash, nothing written elsewhere. Seeded.
 */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { gunzipSync } from "node:zlib";

import fc from "fast-check";

import { readBlockFile } from "../src/internal/block-files/read-block-file.ts";
import { parseSnapshot } from "../src/internal/budgets/snapshot-text.ts";
import { Executor } from "../src/internal/executor/executor.ts";
import type { ContractInfo } from "../src/internal/model/contract.ts";
import type { RecordingRecord } from "../src/internal/model/recording.ts";
import { ParallelEvmError } from "../src/internal/primitives/plugin-error.ts";
import { readFindings } from "../src/internal/proofs/read-findings.ts";
import { parseRecording } from "../src/internal/recording/read-recordings.ts";
import { buildRunReport } from "../src/internal/session/build-run-report.ts";
import { type BuildInfoFiles, loadContracts } from "../src/internal/session/load-contracts.ts";
import { mutated } from "./support/mutated.ts";
import { asReport } from "./report/report-schema.ts";
import { type CopiedProject, copyProject } from "./support/copied-project.ts";
import { runHardhat } from "./support/run-hardhat.ts";
import { needsBlocks, sharedBlock } from "./support/shared-blocks.ts";

const SEED = 20_261_127;
const DEADLINE_MS = 120_000;

describe("hostile input", { timeout: 4 * DEADLINE_MS }, () => {
  let copied: CopiedProject;
  let executor: Executor;
  let lines: readonly string[];
  let buildInfo: { readonly info: unknown; readonly output: unknown };
  let contracts: readonly ContractInfo[];
  let folder: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "parallel-evm-hostile-"));
    copied = await copyProject("node-test");
    const run = await runHardhat(copied.project, ["test", "nodejs", "--parallel-evm"]);
    assert.equal(run.exitCode, 0, run.output);
    const recordings = join(copied.project, "parallel-evm/recording");
    const [name = ""] = readdirSync(recordings);
    lines = readFileSync(join(recordings, name), "utf8").trimEnd().split("\n");
    const infos = join(copied.project, "artifacts/build-info");
    const id = readdirSync(infos).find((file) => !file.endsWith(".output.json")) ?? "";
    const read = (file: string): unknown => JSON.parse(readFileSync(join(infos, file), "utf8"));
    buildInfo = { info: read(id), output: read(id.replace(".json", ".output.json")) };
    contracts = await contractsOf(buildInfo);
    executor = new Executor({ threads: 2 });
  });
  after(async () => {
    await executor.end();
    copied.remove();
    rmSync(folder, { recursive: true });
  });

  /** As they are loaded from files. */
  async function contractsOf(build: typeof buildInfo): Promise<readonly ContractInfo[]> {
    const [info, output] = [join(folder, "build.json"), join(folder, "build.output.json")];
    writeFileSync(info, JSON.stringify(build.info ?? null));
    writeFileSync(output, JSON.stringify(build.output ?? null));
    const artifacts: BuildInfoFiles = {
      getAllBuildInfoIds: () => Promise.resolve(new Set(["build"])),
      getBuildInfoPath: () => Promise.resolve(info),
      getBuildInfoOutputPath: () => Promise.resolve(output),
    };
    return (await loadContracts(artifacts)).contracts;
  }

  const report = async (records: readonly RecordingRecord[], of: readonly ContractInfo[]) =>
    buildRunReport({
      recordings: [records],
      contracts: of,
      kinds: ["block", "test"],
      profile: "block-stm",
      executor,
      onProgress: () => undefined,
      suggestions: { shards: 16, ignore: [] },
      notes: [],
    });

  it("has a report for whatever stands in a recording", async () => {
    const whole = await report((await parseRecording("whole", lines)).records, contracts);
    assert.equal(whole.summary.verification.matched, whole.summary.transactions);
    await fc.assert(
      fc.asyncProperty(damagedLines(lines), async (damaged) => {
        const { records } = await parseRecording("damaged", damaged);
        const { summary, ...rest } = asReport(await report(records, contracts));
        const { matched, mismatched, skipped } = summary.verification;
        assert.equal(matched + mismatched + skipped, summary.transactions);
        assert(Array.isArray(rest.hotspots));
      }),
      { seed: SEED, numRuns: 60, interruptAfterTimeLimit: DEADLINE_MS },
    );
  });

  it("has a report whatever the compiler is said to have written", async () => {
    const { records } = await parseRecording("whole", lines);
    await fc.assert(
      fc.asyncProperty(mutated(buildInfo, 40), async (damaged) => {
        const { summary } = asReport(await report(records, await contractsOf(damaged)));
        assert.equal(summary.verification.matched, summary.transactions);
      }),
      { seed: SEED, numRuns: 40, interruptAfterTimeLimit: DEADLINE_MS },
    );
  });

  it("says by a code what is wrong with a block file", needsBlocks, async () => {
    const file = join(folder, "block.json");
    const block = parse(gunzipSync(readFileSync(sharedBlock(116525))).toString());
    await fc.assert(
      fc.asyncProperty(fc.oneof(mutated(block, 3), fc.json().map(parse)), async (damaged) => {
        writeFileSync(file, JSON.stringify(damaged));
        await codedOrFine(() => readBlockFile(file));
      }),
      { seed: SEED, numRuns: 100, interruptAfterTimeLimit: DEADLINE_MS },
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        writeFileSync(`${file}.gz`, bytes);
        await codedOrFine(() => readBlockFile(`${file}.gz`));
      }),
      { seed: SEED, numRuns: 100, interruptAfterTimeLimit: DEADLINE_MS },
    );
  });

  it("says by a code what is wrong with a report, and takes any snapshot", async () => {
    const file = join(folder, "report.json");
    const made = JSON.parse(
      readFileSync(join(copied.project, "parallel-evm/report.json"), "utf8"),
    ) as unknown;
    await fc.assert(
      fc.asyncProperty(fc.oneof(mutated(made, 5), fc.json().map(parse)), async (damaged) => {
        writeFileSync(file, JSON.stringify(damaged));
        await codedOrFine(() => readFindings(file));
      }),
      { seed: SEED, numRuns: 100, interruptAfterTimeLimit: DEADLINE_MS },
    );
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const read = parseSnapshot(text);
        assert("problem" in read || read.facts instanceof Map);
      }),
      { seed: SEED, numRuns: 1_000 },
    );
  });

  it("writes no file of a project's report elsewhere", async () => {
    const file = join(copied.project, "parallel-evm/report.json");
    const made = JSON.parse(readFileSync(file, "utf8")) as { findings: Record<string, unknown>[] };
    const [finding] = made.findings.filter(({ patch }) => patch !== null);
    assert(finding !== undefined, "the report has no diff to begin with");
    for (const path of ["../../escaped.sol", join(folder, "escaped.sol"), "a/../../escaped.sol"]) {
      const patch = `--- a/${path}\n+++ b/${path}\n@@ -0,0 +1,1 @@\n+// escaped\n`;
      writeFileSync(file, JSON.stringify({ ...made, findings: [{ ...finding, patch }] }));
      const run = await runHardhat(copied.project, ["parallel-evm", "prove"]);
      assert.equal(run.exitCode, 1, run.output);
      assert.match(run.output, /PE0\d\d/);
    }
    for (const outside of [folder, copied.folder, tmpdir()]) {
      assert(!existsSync(join(outside, "escaped.sol")));
    }
  });
});

/** Some lines lost, doubled, cut, or with something else in them. */
function damagedLines(lines: readonly string[]): fc.Arbitrary<string[]> {
  const damage = fc.array(
    fc.tuple(
      fc.nat({ max: lines.length - 1 }),
      fc.oneof(
        fc.constant(() => []),
        fc.constant((line: string) => [line, line]),
        fc.nat().map((at) => (line: string) => [line.slice(0, at % line.length)]),
        fc.string().map((text) => () => [text]),
        fc.nat().map((seed) => (line: string) => [JSON.stringify(changed(parse(line), seed))]),
      ),
    ),
    { minLength: 1, maxLength: 20 },
  );
  return damage.map((all) => {
    const changes = new Map<number, (line: string) => string[]>(all);
    return lines.flatMap((line, i) => changes.get(i)?.(line) ?? [line]);
  });
}

/** With another value at one place. */
function changed(value: unknown, seed: number): unknown {
  const [sample] = fc.sample(mutated(value, 1), { seed, numRuns: 1 });
  return sample;
}

function parse(text: string): unknown {
  return JSON.parse(text);
}

async function codedOrFine(act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    assert(error instanceof ParallelEvmError, String(error));
  }
}
