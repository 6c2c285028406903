import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";

import { ParallelEvmError } from "../../src/internal/primitives/plugin-error.ts";
import type { ReportSettings } from "../../src/internal/session/report-settings.ts";
import { ReportProcess } from "../../src/internal/session/report-process.ts";

const DATA = {
  folder: "/nowhere",
  run: "1-1",
  kinds: ["test"],
  profile: "block-stm",
  threads: 1,
  memory: 256,
  execution: "hybrid",
  builds: [],
} as const;

const SETTINGS: ReportSettings = {
  scenarios: ["test"],
  profile: "block-stm",
  output: "/nowhere",
  notes: ["a note"],
  crowds: false,
  suggestions: false,
  budgets: [],
  root: "/nowhere",
  isCompared: false,
  isCovered: false,
  builds: [],
};

let folder = "";
let programs = 0;

before(() => {
  folder = mkdtempSync(join(tmpdir(), "report-process-"));
});

after(() => {
  rmSync(folder, { recursive: true });
});

/** A process that runs this instead. */
function start(program: string, deadlineMs = 30_000): ReportProcess {
  const file = join(folder, `program-${programs++}.mjs`);
  writeFileSync(file, program);
  return new ReportProcess(DATA, { program: pathToFileURL(file), deadlineMs });
}

async function finish(reporter: ReportProcess, stages: string[] = []) {
  try {
    return await reporter.finish(
      { settings: SETTINGS },
      {
        progress: { next: (title) => stages.push(title), show: () => undefined },
        checkInEdr: (execution) =>
          Promise.resolve({ kind: "differs", difference: `of ${execution.scenario.id}` }),
      },
    );
  } finally {
    await reporter.end();
  }
}

/** To all but the first, which is what the run is. */
const LISTEN = `
  const on = (answer) => process.once("message", () => process.on("message", answer));
  const say = (message) => process.send(message);`;

describe("ReportProcess", () => {
  it("makes the report of a run in which nothing was sent", async () => {
    const stages: string[] = [];
    const { report, sources } = await finish(new ReportProcess(DATA), stages);
    assert.equal(report.summary.transactions, 0);
    assert.deepEqual(report.summary.notes, ["a note"]);
    assert.deepEqual(sources, {});
    assert(stages.includes("Running the transactions again"));
  });

  it("passes on what it says, and has the process of the tests check crowds", async () => {
    const reporter = start(`${LISTEN}
      on((request) => {
        if (request.kind === "finish") {
          say({ kind: "stage", title: request.settings.notes[0] });
          say({ kind: "check", id: 7, execution: { scenario: { id: "crowd-1" } } });
        } else say({ kind: "report", made: request });
      });`);
    const stages: string[] = [];
    assert.deepEqual(await finish(reporter, stages), {
      kind: "checked",
      id: 7,
      check: { kind: "differs", difference: "of crowd-1" },
    });
    assert.deepEqual(stages, ["a note"]);
  });

  for (const [what, program, reason] of [
    ["throws", 'throw new Error("broken");', /its process ended \(exit code 1\): Error: broken/],
    ["is killed", 'process.kill(process.pid, "SIGKILL");', /its process ended \(SIGKILL\)/],
    ["ends", "process.exit(3);", /its process ended \(exit code 3\)/],
    ["ends when it is asked", `${LISTEN} on(() => process.exit(4));`, /exit code 4/],
    [
      "fails",
      `${LISTEN} on(() => say({ kind: "failed", reason: "no memory" }));`,
      /^Error: no memory$/,
    ],
  ] as const) {
    it(`rejects when the process ${what}`, { timeout: 60_000 }, async () => {
      await assert.rejects(finish(start(program)), reason);
    });
  }

  it("tells of too little memory what to do", { timeout: 60_000 }, async () => {
    const fill = "const all = []; for (;;) all.push(new Array(1e5).fill({}));";
    await assert.rejects(finish(start(fill)), (error: Error) => {
      assert(error instanceof ParallelEvmError);
      assert.equal(error.code, "PE050");
      assert.match(error.message, /more than 256 MB[^]*parallel-evm report/);
      return true;
    });
  });

  it("rejects when the process hangs", { timeout: 60_000 }, async () => {
    await assert.rejects(finish(start("for (;;);", 500)), /said nothing for 0.5 s/);
  });
});
