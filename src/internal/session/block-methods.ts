import { blockAccessList } from "../analysis/block-access-list.ts";
import type { BlockAccessList } from "../model/block-access-list.ts";
import type { ScenarioExecution } from "../model/execution.ts";
import { parseLocationKey, type Hex, type LocationKey } from "../model/location.ts";
import type { ParallelBlock, ParallelBlockAccess } from "../model/parallel-block.ts";
import type { RecordingRecord } from "../model/recording.ts";
import type { TransactionNames } from "../model/analysis.ts";
import { bytesToBigInt, hexToBytes } from "../primitives/hex.ts";
import { keccak256 } from "../primitives/keccak.ts";
import type { FoundBlock } from "../recording/find-block.ts";
import { locationName } from "../report/location-name.ts";
import { createNamer } from "../slot-naming/create-namer.ts";
import { Attempts } from "./attempts.ts";
import { executeBatch, type RunContext } from "./execute-batch.ts";
import { nameRun } from "./name-run.ts";
import { reportExecutions } from "./report-executions.ts";

/** A block, and how parallel it is. Throws PE036 when the executor cannot run it. */
export async function describeBlock(
  { number, hash, transactions }: FoundBlock,
  records: readonly RecordingRecord[],
  context: RunContext,
): Promise<ParallelBlock> {
  const empty = { conflicts: [], conflictsOmitted: 0, hotspots: [], transactions: [] };
  const place = { number: Number(number), hash };
  if (transactions.length === 0) {
    const schedule = { gas: [], waits: [], execution: null };
    const speedup = { bound: 1, threads: { 2: 1, 4: 1, 8: 1, 16: 1 } };
    return { ...place, ...empty, speedup, schedule };
  }
  const execution = await executeBatch(records, context);
  const { contracts, profile, executor } = context;
  const namer = createNamer(contracts);
  const { scenarios, hotspots } = await reportExecutions({
    executions: [execution],
    transactions: [],
    contracts,
    namer,
    profile,
    executor,
    attempts: new Attempts(),
    notes: [],
  });
  const [scenario] = scenarios;
  if (scenario === undefined) throw new Error("A report lacks its scenario");
  const { conflicts, conflictsOmitted, speedup, schedule } = scenario;
  const accesses = accessesOf(execution, nameRun([execution], namer));
  return {
    ...place,
    transactions: scenario.transactions.map((one, index) => ({ ...one, ...accesses(index) })),
    conflicts,
    conflictsOmitted,
    hotspots,
    speedup,
    schedule,
  };
}

/**
 * A block's access list. Throws PE036 when the executor cannot run it. `codeAt`: the code of an account after the
 * block.
 */
export async function listAccesses(
  { transactions }: FoundBlock,
  records: readonly RecordingRecord[],
  context: RunContext,
  codeAt: (address: Hex) => Promise<Hex>,
): Promise<BlockAccessList> {
  if (transactions.length === 0) return [];
  const execution = await executeBatch(records, context);
  const codes = await newCodes(execution, codeAt);
  return blockAccessList(execution, (hash) => {
    const code = hash === 0n ? "0x" : codes.get(hash);
    if (code === undefined) throw new Error("A code that was set in the block is not known");
    return code;
  });
}

function accessesOf({ transactions }: ScenarioExecution, names: TransactionNames) {
  return (index: number) => {
    const { reads = [], writes = [] } = transactions[index]?.result?.accesses ?? {};
    const describe = (location: LocationKey): ParallelBlockAccess => {
      const parsed = parseLocationKey(location);
      return {
        class: parsed.kind,
        address: parsed.address,
        slot: parsed.kind === "storage" ? parsed.slot : null,
        path: locationName(names.access(0, index, location)),
      };
    };
    return {
      reads: reads.map(({ location }) => describe(location)),
      writes: writes.map(({ location }) => describe(location)),
    };
  };
}

/** Codes that transactions set, by their keccak256: those that ran, and those that are there in the end. */
async function newCodes(
  { transactions, codes }: ScenarioExecution,
  codeAt: (address: Hex) => Promise<Hex>,
): Promise<ReadonlyMap<bigint, Hex>> {
  const known = new Map([...codes].map(([hash, code]) => [BigInt(hash), code]));
  for (const { result } of transactions) {
    for (const { location, value } of result?.accesses.writes ?? []) {
      const { kind, address } = parseLocationKey(location);
      if (kind !== "code" || known.has(value)) continue;
      const code = await codeAt(address);
      known.set(bytesToBigInt(keccak256(hexToBytes(code))), code);
    }
  }
  return known;
}
