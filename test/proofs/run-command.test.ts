import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { runCommand } from "../../src/internal/proofs/run-command.ts";

describe("runCommand", () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "run-command-"));
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  const run = (code: string, deadlineMs = 60_000, signal = new AbortController().signal) =>
    runCommand({
      args: ["-e", code],
      folder,
      environment: { ...process.env, GREETING: "hello", NODE_TEST_CONTEXT: undefined },
      deadlineMs,
      signal,
    });

  /** Starts a process that writes to a file for ever, and says so. */
  const SPAWNS = `
    const code = "let n = 0; setInterval(() => require('fs').writeFileSync('beat', String(n++)), 20)";
    require("child_process").spawn(process.execPath, ["-e", code], { stdio: "inherit" });
    const seen = () => require("fs").existsSync("beat") ? then() : setTimeout(seen, 20);
    seen();`;

  async function isBeating(): Promise<boolean> {
    const beat = () => readFileSync(join(folder, "beat"), "utf8");
    const earlier = beat();
    await sleep(300);
    return beat() !== earlier;
  }

  it("gives the exit code and what both streams got", async () => {
    const code = `console.log(process.env.GREETING, process.cwd()); console.error("bad"); process.exitCode = 3`;
    const { exitCode, timedOut, output } = await run(code);
    assert.equal(exitCode, 3);
    assert.equal(timedOut, false);
    assert.match(output, /hello .*run-command-/);
    assert.match(output, /bad/);
  });

  it("kills at the deadline, and all that was started", async () => {
    rmSync(join(folder, "beat"), { force: true });
    const { exitCode, timedOut, output } = await run(
      `${SPAWNS} function then() { console.log("begun"); setInterval(() => {}, 1000); }`,
      3_000,
    );
    assert.equal(timedOut, true);
    assert.equal(exitCode, null);
    assert.match(output, /begun/);
    assert.equal(await isBeating(), false);
  });

  it("does not wait for what was left running", async () => {
    rmSync(join(folder, "beat"), { force: true });
    const { exitCode } = await run(`${SPAWNS} function then() { process.exit(0); }`, 60_000);
    assert.equal(exitCode, 0);
    assert.equal(await isBeating(), false);
  });

  it("ends when it is aborted", async () => {
    rmSync(join(folder, "beat"), { force: true });
    const abortion = new AbortController();
    const running = run(`${SPAWNS} function then() {}`, 60_000, abortion.signal);
    const isThere = () => {
      try {
        return readFileSync(join(folder, "beat"), "utf8") !== "";
      } catch {
        return false;
      }
    };
    while (!isThere()) await sleep(20);
    abortion.abort();
    assert.equal((await running).exitCode, null);
    assert.equal(await isBeating(), false);
    await assert.rejects(run("0", 1000, abortion.signal), { name: "AbortError" });
  });

  it("keeps the end of a long output", async () => {
    const { output } = await run(`for (let i = 0; i < 30000; i++) console.log("x".repeat(90), i)`);
    assert(output.length <= 1_000_000);
    assert.match(output, /29999\n$/);
  });
});
