import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { ParallelEvmError } from "../../src/internal/primitives/plugin-error.ts";
import type { ReportSettings } from "../../src/internal/session/report-settings.ts";
import { ReportThread } from "../../src/internal/session/report-thread.ts";

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

/** A thread that runs this instead. */
function start(program: string, deadlineMs = 30_000): ReportThread {
  const url = new URL(`data:text/javascript,${encodeURIComponent(program)}`);
  return new ReportThread(DATA, { program: url, deadlineMs });
}

async function finish(thread: ReportThread, stages: string[] = []) {
  try {
    return await thread.finish(
      { settings: SETTINGS, unwritten: [] },
      {
        progress: { next: (title) => stages.push(title), show: () => undefined },
        checkInEdr: (execution) =>
          Promise.resolve({ kind: "differs", difference: `of ${execution.scenario.id}` }),
      },
    );
  } finally {
    await thread.end();
  }
}

const LISTEN = `import { parentPort } from "node:worker_threads";
  const on = (answer) => parentPort.on("message", answer);
  const say = (message) => parentPort.postMessage(message);`;

describe("ReportThread", () => {
  it("makes the report of a run in which nothing was sent", async () => {
    const stages: string[] = [];
    const { report, sources } = await finish(new ReportThread(DATA), stages);
    assert.equal(report.summary.transactions, 0);
    assert.deepEqual(report.summary.notes, ["a note"]);
    assert.deepEqual(sources, {});
    assert(stages.includes("Running the transactions again"));
  });

  it("passes on what it says, and has the main thread check crowds", async () => {
    const thread = start(`${LISTEN}
      on((request) => {
        if (request.kind === "finish") {
          say({ kind: "stage", title: request.settings.notes[0] });
          say({ kind: "check", id: 7, execution: { scenario: { id: "crowd-1" } } });
        } else say({ kind: "report", made: request });
      });`);
    const stages: string[] = [];
    assert.deepEqual(await finish(thread, stages), {
      kind: "checked",
      id: 7,
      check: { kind: "differs", difference: "of crowd-1" },
    });
    assert.deepEqual(stages, ["a note"]);
  });

  for (const [what, program, reason] of [
    ["throws", 'throw new Error("broken");', /broken/],
    ["ends", "process.exit(3);", /its thread ended \(exit code 3\)/],
    ["ends when it is asked", `${LISTEN} on(() => process.exit(4));`, /exit code 4/],
    [
      "fails",
      `${LISTEN} on(() => say({ kind: "failed", reason: "no memory" }));`,
      /^Error: no memory$/,
    ],
  ] as const) {
    it(`rejects when the thread ${what}`, { timeout: 60_000 }, async () => {
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

  it("rejects when the thread hangs", { timeout: 60_000 }, async () => {
    await assert.rejects(finish(start("for (;;);", 500)), /said nothing for 0.5 s/);
  });
});
