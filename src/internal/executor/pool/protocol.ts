import type {
  HostedScenario,
  MemoryUpdate,
  RunResult,
  SequentialRun,
} from "../scheduler/hosted-scenario.ts";

/** What a thread is asked. Requests of one thread are answered in their order. */
export type WorkerRequest =
  | { readonly kind: "load"; readonly id: number; readonly scenario: HostedScenario }
  | { readonly kind: "unload"; readonly id: number }
  | { readonly kind: "run-sequentially"; readonly id: number }
  | {
      readonly kind: "execute";
      readonly id: number;
      readonly updates: readonly MemoryUpdate[];
      readonly index: number;
    };

/** Errors cross threads as data. */
export type WorkerReply =
  | { readonly kind: "done" }
  | { readonly kind: "sequential-run"; readonly run: SequentialRun }
  | { readonly kind: "run"; readonly run: RunResult }
  | { readonly kind: "failed"; readonly message: string };
