import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { answerRequest } from "../../../src/internal/executor/pool/answer-request.ts";
import { WorkerThread } from "../../../src/internal/executor/pool/worker-thread.ts";
import { ScenarioHost } from "../../../src/internal/executor/scheduler/scenario-host.ts";

const REQUEST = { kind: "unload", id: 0 } as const;
const OPTIONS = { deadlineMs: 30_000, youngGenerationMb: 16 };

describe("WorkerThread", () => {
  for (const [what, program, reason] of [
    ["throws no error", "throw undefined", /^a worker thread failed: no error was thrown, but un/],
    [
      "throws an error of no words",
      "throw new TypeError()",
      /failed: TypeError without a message$/,
    ],
    ["fails and does not say why", answering({ kind: "failed", message: "" }), /did not say what/],
    ["fails and says nothing at all", answering({ kind: "failed" }), /did not say what/],
  ] as const) {
    it(`gives a reason when its program ${what}`, async () => {
      const thread = new WorkerThread(programUrl(program), OPTIONS);
      await assert.rejects(thread.ask(REQUEST), { message: reason });
      await thread.end();
    });
  }
});

describe("answerRequest", () => {
  it("gives a reason for an error of no words", async () => {
    class Silent extends ScenarioHost {
      override unload(): void {
        throw new RangeError();
      }
    }
    const reply = await answerRequest(new Silent(), REQUEST);
    assert.deepEqual(reply, { kind: "failed", message: "RangeError without a message" });
  });
});

function answering(reply: object): string {
  const port = 'import { parentPort } from "node:worker_threads";';
  return `${port} parentPort.on("message", () => parentPort.postMessage(${JSON.stringify(reply)}));`;
}

function programUrl(program: string): URL {
  return new URL(`data:text/javascript,${encodeURIComponent(program)}`);
}
