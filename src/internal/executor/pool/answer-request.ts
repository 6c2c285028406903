import type { ScenarioHost } from "../scheduler/scenario-host.ts";
import type { WorkerReply, WorkerRequest } from "./protocol.ts";

/** Answers one request with `host`; never throws. */
export async function answerRequest(
  host: ScenarioHost,
  request: WorkerRequest,
): Promise<WorkerReply> {
  try {
    switch (request.kind) {
      case "load":
        host.load(request.id, request.scenario);
        return { kind: "done" };
      case "unload":
        host.unload(request.id);
        return { kind: "done" };
      case "run-sequentially":
        return { kind: "sequential-run", run: await host.runSequentially(request.id) };
      case "execute":
        return { kind: "run", run: await host.execute(request.id, request.updates, request.index) };
    }
  } catch (error) {
    return { kind: "failed", message: error instanceof Error ? error.message : String(error) };
  }
}
