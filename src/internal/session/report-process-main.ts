// The program of the process that makes the report of a test run.
import module from "node:module";

import { yieldToOthers } from "../primitives/process-priority.ts";
import { reasonOf } from "../primitives/reason-of.ts";
import type {
  ReportProcessData,
  ReportProcessMessage,
  ReportProcessRequest,
} from "./report-process-protocol.ts";

// Who runs the tests decides what Ctrl-C does, which both get; without them there is nothing to do here.
process.on("SIGINT", () => undefined);
process.on("disconnect", () => process.exit());
// The tests come first.
const takeBack = yieldToOthers();
// Before EthereumJS is loaded: code that an earlier run compiled need not be compiled again.
module.enableCompileCache();
const { ReportAhead } = await import("./report-ahead.ts");
process.once("message", (data: ReportProcessData) => {
  serve(data);
});

function serve(data: ReportProcessData): void {
  const ahead = new ReportAhead(data, say);
  process.on("message", (request: ReportProcessRequest) => {
    if (request.kind === "checked") {
      ahead.checked(request.id, request.check);
      return;
    }
    takeBack();
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

function say(message: ReportProcessMessage): void {
  process.send?.(message);
}
