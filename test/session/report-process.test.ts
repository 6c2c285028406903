import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout } from "node:timers/promises";
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
function start(program: string, deadlineMs = 30_000, silentMs = 20_000): ReportProcess {
  const file = join(folder, `program-${programs++}.mjs`);
  writeFileSync(file, program);
  return new ReportProcess(DATA, { program: pathToFileURL(file), silentMs, deadlineMs });
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
    const stages: string[] = [];
    await assert.rejects(finish(start("for (;;);", 500, 100), stages), /said nothing for 0.5 s/);
    assert.deepEqual(stages, ["Waiting for the report's process, up to 1 min, as it says nothing"]);
  });

  it("is not told to count its code as covered, or to wait for a debugger", async () => {
    process.env.NODE_V8_COVERAGE = folder;
    process.env.NODE_OPTIONS = "--no-deprecation --inspect-brk=0";
    const reporter = start(`${LISTEN}
      on(() => say({ kind: "failed", reason: JSON.stringify([process.env.NODE_V8_COVERAGE, process.env.NODE_OPTIONS]) }));`);
    delete process.env.NODE_V8_COVERAGE;
    delete process.env.NODE_OPTIONS;
    await assert.rejects(finish(reporter), (error: Error) => {
      assert.deepEqual(JSON.parse(error.message), [null, "--no-deprecation "]);
      return true;
    });
  });

  for (const signal of ["SIGKILL", "SIGTERM"] as const) {
    it(`ends when that of the tests is ended by ${signal}`, { timeout: 60_000 }, async () => {
      const source = new URL("../../src/internal/session/report-process.ts", import.meta.url);
      const file = join(folder, `tests-${signal}.mjs`);
      writeFileSync(
        file,
        `import childProcess from "node:child_process";
        import { syncBuiltinESMExports } from "node:module";
        const { fork } = childProcess;
        childProcess.fork = (...args) => {
          const started = fork(...args);
          console.log(started.pid);
          return started;
        };
        syncBuiltinESMExports();
        const { ReportProcess } = await import(${JSON.stringify(source.href)});
        new ReportProcess(${JSON.stringify(DATA)});
        setInterval(() => undefined, 1_000);`,
      );
      const tests = spawn(process.execPath, [file], { stdio: ["ignore", "pipe", "inherit"] });
      const started = Number((await once(tests.stdout, "data")).join(""));
      assert(isRunning(started));
      process.kill(tests.pid ?? 0, signal);
      await until(() => !isRunning(started));
    });
  }
});

async function until(isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!isSo()) {
    assert(Date.now() < deadline, "it takes too long");
    await setTimeout(50);
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
