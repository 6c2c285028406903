import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { constants, getPriority, setPriority } from "node:os";
import { it } from "node:test";
import { fileURLToPath } from "node:url";

import { yieldToOthers } from "../../src/internal/primitives/process-priority.ts";

const PROGRAM = fileURLToPath(import.meta.url);

if (process.send === undefined || process.argv[2] !== "yield") {
  it("lets others go before all threads of a process, and takes it back where that is allowed", async () => {
    const before = getPriority();
    const child = fork(PROGRAM, ["yield"], { execArgv: [] });
    const seen: unknown = (await once(child, "message")).at(0);
    child.kill("SIGKILL");
    assert.equal(getPriority(), before);
    const low = Math.min(before + 10, constants.priority.PRIORITY_LOW);
    assert.deepEqual(seen, [[low], [mayRise() ? before : low]]);
  });
} else {
  const takeBack = yieldToOthers();
  const yielded = priorities();
  takeBack();
  process.send([yielded, priorities()]);
}

/** Of this process's threads, each once. */
function priorities(): readonly number[] {
  const threads = process.platform === "linux" ? readdirSync("/proc/self/task").map(Number) : [0];
  return [...new Set(threads.map((id) => getPriority(id)))];
}

function mayRise(): boolean {
  try {
    setPriority(getPriority() + 1);
    setPriority(getPriority() - 1);
    return true;
  } catch {
    return false;
  }
}
