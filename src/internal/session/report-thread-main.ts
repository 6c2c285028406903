// The program of the thread that makes the report of a test run.
import { type MessagePort, parentPort, workerData } from "node:worker_threads";

import { reasonOf } from "../primitives/reason-of.ts";
import { asMainThread, yieldToMainThread } from "../primitives/thread-priority.ts";
import { ReportAhead } from "./report-ahead.ts";
import type {
  ReportThreadData,
  ReportThreadMessage,
  ReportThreadRequest,
} from "./report-thread-protocol.ts";

if (parentPort === null) throw new Error("This is a thread's program");
// The tests come first.
yieldToMainThread();
serve(parentPort, workerData as ReportThreadData); // as ReportThread gives it

function serve(port: MessagePort, data: ReportThreadData): void {
  const say = (message: ReportThreadMessage) => {
    port.postMessage(message);
  };
  const ahead = new ReportAhead(data, say);
  port.on("message", (request: ReportThreadRequest) => {
    if (request.kind === "checked") {
      ahead.checked(request.id, request.check);
      return;
    }
    asMainThread();
    ahead.finish(request).then(
      (made) => {
        say({ kind: "report", made });
      },
      (error: unknown) => {
        say({ kind: "failed", reason: reasonOf(error) });
      },
    );
  });
}
