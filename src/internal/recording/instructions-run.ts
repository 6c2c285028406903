import type { Hex } from "../model/location.ts";
import type { Ask } from "./ask.ts";

const TRACE_OPTIONS = { disableMemory: true, disableStack: true, disableStorage: true };

/** The names of the instructions that mined transactions ran. */
export async function instructionsRun(ask: Ask, hashes: readonly Hex[]): Promise<Set<string>> {
  const names = new Set<string>();
  for (const hash of hashes) {
    const trace = await ask("debug_traceTransaction", [hash, TRACE_OPTIONS]);
    for (const name of narrowNames(trace)) names.add(name);
  }
  return names;
}

function* narrowNames(trace: unknown): Generator<string> {
  if (typeof trace !== "object" || trace === null || !("structLogs" in trace)) {
    throw new Error("Expected a trace");
  }
  const { structLogs } = trace;
  if (!Array.isArray(structLogs)) throw new Error("Expected a list: structLogs");
  for (const step of structLogs as unknown[]) {
    const named = typeof step === "object" && step !== null && "op" in step;
    if (!named || typeof step.op !== "string") throw new Error("Expected an instruction: op");
    yield step.op;
  }
}
