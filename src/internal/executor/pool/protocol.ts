import type { VirtualIncarnation } from "../../model/execution.ts";
import type { MemoryHandle } from "../memory/shared-memory.ts";
import type { Defect } from "../scheduler/defect.ts";
import type { CollectedRuns } from "../scheduler/encode-runs.ts";
import type { HostedScenario } from "../scheduler/hosted-scenario.ts";
import type { KnownDependencies } from "../scheduler/known-dependencies.ts";

/** What a thread is asked, some times a scenario at most and never a transaction. Requests are answered in their order. */
export type WorkerRequest =
  | { readonly kind: "load"; readonly id: number; readonly scenario: HostedScenario }
  | { readonly kind: "reset"; readonly id: number; readonly memory: MemoryHandle }
  | { readonly kind: "unload"; readonly id: number }
  | { readonly kind: "run-sequentially"; readonly id: number; readonly attribute: boolean }
  /** Loads, runs sequentially, collects and unloads one after the other: suites have thousands of small ones. */
  | { readonly kind: "run-each"; readonly scenarios: readonly AttributedScenario[] }
  | {
      readonly kind: "run-lane";
      readonly id: number;
      readonly lane: number;
      readonly dependencies: KnownDependencies;
    }
  /** As `run-each`, but all lanes that a scenario's memory was laid out for, on virtual time. */
  | { readonly kind: "run-each-virtually"; readonly scenarios: readonly HostedScenario[] }
  | { readonly kind: "run-stock"; readonly id: number }
  /** What the last run gave, apart from running it so that both can be timed. */
  | { readonly kind: "collect"; readonly id: number };

export interface AttributedScenario {
  readonly scenario: HostedScenario;
  readonly attribute: boolean;
}

export interface CollectedVirtualRun {
  readonly timeline: readonly VirtualIncarnation[];
  readonly runs: CollectedRuns;
}

/** Errors cross threads as data. `ran`: sequentially, or a lane of a run in parallel. */
export type WorkerReply =
  | { readonly kind: "done" }
  | { readonly kind: "ran"; readonly defect?: Defect }
  | { readonly kind: "ran-each-virtually"; readonly runs: readonly CollectedVirtualRun[] }
  | { readonly kind: "collected"; readonly runs: CollectedRuns }
  | { readonly kind: "ran-each"; readonly runs: readonly CollectedRuns[] }
  | { readonly kind: "failed"; readonly message: string };
