import type { ScenarioHost } from "../scheduler/scenario-host.ts";
import { reasonOf } from "../../primitives/reason-of.ts";
import type { Defect } from "../scheduler/defect.ts";
import type { CollectedRuns } from "../scheduler/encode-runs.ts";
import type { HostedScenario } from "../scheduler/hosted-scenario.ts";
import type {
  AttributedScenario,
  CollectedVirtualRun,
  WorkerReply,
  WorkerRequest,
} from "./protocol.ts";

/** Answers one request with `host`; never throws. */
export async function answerRequest(
  host: ScenarioHost,
  request: WorkerRequest,
): Promise<WorkerReply> {
  try {
    return await answer(host, request);
  } catch (error) {
    return { kind: "failed", message: reasonOf(error) };
  }
}

async function answer(host: ScenarioHost, request: WorkerRequest): Promise<WorkerReply> {
  switch (request.kind) {
    case "load":
      host.load(request.id, request.scenario);
      return { kind: "done" };
    case "reset":
      host.reset(request.id, request.memory);
      return { kind: "done" };
    case "unload":
      host.unload(request.id);
      return { kind: "done" };
    case "run-sequentially":
      return ran(await host.runSequentially(request.id, request.attribute));
    case "run-each":
      return { kind: "ran-each", runs: await runEach(host, request.scenarios) };
    case "run-lane":
      return ran(await host.runLane(request.id, request.lane, request.dependencies));
    case "run-each-virtually":
      return { kind: "ran-each-virtually", runs: await runEachVirtually(host, request.scenarios) };
    case "run-stock":
      await host.runStock(request.id);
      return { kind: "done" };
    case "collect":
      return { kind: "collected", runs: host.collect(request.id) };
  }
}

/** No request has this id for a scenario of its own. */
const EACH = -1;

async function runEach(
  host: ScenarioHost,
  scenarios: readonly AttributedScenario[],
): Promise<CollectedRuns[]> {
  const runs: CollectedRuns[] = [];
  for (const { scenario, attribute } of scenarios) {
    host.load(EACH, scenario);
    await host.runSequentially(EACH, attribute);
    runs.push(host.collect(EACH));
    host.unload(EACH);
  }
  return runs;
}

async function runEachVirtually(
  host: ScenarioHost,
  scenarios: readonly HostedScenario[],
): Promise<CollectedVirtualRun[]> {
  const runs: CollectedVirtualRun[] = [];
  for (const scenario of scenarios) {
    host.load(EACH, scenario);
    const timeline = await host.runVirtually(EACH);
    runs.push({ timeline, runs: host.collect(EACH) });
    host.unload(EACH);
  }
  return runs;
}

function ran(defect: Defect | undefined): WorkerReply {
  return defect === undefined ? { kind: "ran" } : { kind: "ran", defect };
}
