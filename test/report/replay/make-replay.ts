import type {
  ReplayBlock,
  ReplayedFile,
  ReplayError,
  ReplayMeasurement,
  ReplayReport,
} from "../../../src/internal/model/replay.ts";
import { buildReplayReport } from "../../../src/internal/report/replay/build-replay-report.ts";
import { makeHotspot, makePrices } from "../make-report.ts";

/** A block that matched and was measured, with some of it replaced. */
export function makeBlock(changes: Partial<ReplayBlock> = {}): ReplayBlock {
  return {
    file: "blocks/13217637.json.gz",
    number: 13_217_637,
    hash: `0x${"b1".repeat(32)}`,
    title: `Block ${changes.number ?? 13_217_637}`,
    hardfork: "london",
    transactions: 1_100,
    senders: 1_057,
    gasUsed: 29_985_362,
    expected: { gasUsed: 29_985_362, receiptsRoot: `0x${"aa".repeat(32)}` },
    receiptsRoot: `0x${"aa".repeat(32)}`,
    matched: true,
    differences: [],
    reexecutions: 10,
    sequentialReason: null,
    conflicts: { storage: 26, balance: 3, nonce: 0, code: 1, sender: 1_162 },
    criticalPathGas: 882_333,
    speedup: { bound: 33.98, threads: { 2: 2, 4: 4, 8: 7.99, 16: 15.89 } },
    profile: "block-stm",
    hotspots: [],
    otherEngines: [],
    ms: { stock: 1_234.567, sequential: 43.81, parallel: 34.8, hybrid: 9.345 },
    measurement: makeMeasurement(),
    ...changes,
  };
}

export function makeMeasurement(changes: Partial<ReplayMeasurement> = {}): ReplayMeasurement {
  return { rounds: 5, workers: 2, choice: "parallel", reexecutions: 12, failure: null, ...changes };
}

const FILE_OF_LONG_NAME = `${"archive/of/ethereum/mainnet/".repeat(4)}1796867.json`;

/** A replay in which about everything happens. */
export function makeReplayedFiles(): readonly ReplayedFile[] {
  const unknown = { contract: null, variable: null, concretePath: null, source: null };
  const raw = {
    ...unknown,
    path: `slot 0x${"6".padStart(64, "0")}`,
    reason: "the code at 0x5fbdb2315678afecb367f032d93f642f64180aa3 is not of this project",
    functions: ["(unknown).0xa9059cbb"],
  };
  const hotspots = [
    makeHotspot(raw),
    makeHotspot({
      ...raw,
      path: `slot 0x${"f0".repeat(32)}`,
      conflicts: 1,
      transactions: 2,
      savedGas: 0,
      profiles: makePrices(["block-stm"]),
    }),
    makeHotspot({ path: "balances[msg.sender]", savedGas: 1_000 }),
    makeHotspot({ ...unknown, class: "balance", path: "balance", reason: "unknown account" }),
  ];
  const old = makeBlock({
    file: FILE_OF_LONG_NAME,
    number: 1_796_867,
    hardfork: "homestead",
    transactions: 1,
    senders: 1,
    gasUsed: 21_000,
    receiptsRoot: null,
    reexecutions: null,
    sequentialReason: "a single transaction",
    conflicts: { storage: 0, balance: 0, nonce: 0, code: 0, sender: 0 },
    criticalPathGas: 21_000,
    speedup: { bound: 1, threads: { 2: 1, 4: 1, 8: 1, 16: 1 } },
    ms: { stock: 12.5, sequential: 0.4, parallel: null, hybrid: null },
    measurement: makeMeasurement({
      rounds: 1,
      workers: 1,
      reexecutions: null,
      failure: "the memory for its versions was full",
    }),
  });
  const conflicting = makeBlock({
    file: "5283152.json.gz",
    number: 5_283_152,
    hardfork: "byzantium",
    transactions: 150,
    senders: 127,
    gasUsed: 7_979_463,
    reexecutions: 16,
    conflicts: { storage: 101, balance: 0, nonce: 0, code: 0, sender: 53 },
    criticalPathGas: 1_224_145,
    speedup: { bound: 6.52, threads: { 2: 2, 4: 3.98, 8: 6.52, 16: 6.52 } },
    ms: { stock: 187.2, sequential: 21.06, parallel: 18.5, hybrid: 15.13 },
  });
  const wrong = makeBlock({
    file: "wrong.json",
    number: 17_000_000,
    title: "Block 17000000",
    matched: false,
    differences: ["gas used: header 29985363, executor 29985362"],
    ms: null,
    measurement: null,
  });
  return [
    { file: "blocks/13217637.json.gz", block: makeBlock({ hotspots }) },
    { file: FILE_OF_LONG_NAME, block: old },
    { file: "5283152.json.gz", block: conflicting },
    { file: "half.json.gz", error: makeError("half.json.gz") },
    {
      file: "wrong.json",
      block: wrong,
      error: {
        file: "wrong.json",
        code: "PE008",
        message:
          "PE008: Block 17000000 of wrong.json does not match: gas used: header 29985363, executor " +
          "29985362.\nThe file or the executor is wrong.",
      },
    },
  ];
}

export function makeError(file: string): ReplayError {
  const message = `PE005: ${file} cannot be unpacked: it ends too early.\nCopy it again.`;
  return { file, code: "PE005", message };
}

export function makeReplay(
  files: readonly ReplayedFile[] = makeReplayedFiles(),
  notes: readonly string[] = ["--threads is 16, but this machine has 2 cores: 2 used."],
): ReplayReport {
  const speedup = { bound: 21.5, threads: { 2: 1.99, 4: 3.99, 8: 7.91, 16: 14.2 } };
  return buildReplayReport({ threads: 2, files, speedup, notes });
}
