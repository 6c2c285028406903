import type {
  ParallelReport,
  ReportEngineHotspot,
  ReportEnginePrice,
  ReportHotspot,
  ReportSummary,
} from "../../src/internal/model/report.ts";
import { PROFILE_IDS, type ProfileId } from "../../src/internal/model/profile.ts";

/** A report of a healthy run without hotspots, with some of it replaced. */
export function makeReport(
  summary: Partial<ReportSummary> = {},
  hotspots: readonly ReportHotspot[] = [],
  otherEngines: readonly ReportEngineHotspot[] = [],
): ParallelReport {
  return {
    schemaVersion: 1,
    summary: {
      transactions: 42,
      setupTransactions: 0,
      scenarios: 12,
      singleSenderScenarios: 0,
      verification: { matched: 42, mismatched: 0, skipped: 0 },
      mismatches: [],
      skipped: [],
      conflicts: { storage: 0, balance: 0, nonce: 0, code: 0, sender: 0 },
      executor: {
        workers: 2,
        concurrent: 42,
        executions: 45,
        reexecutions: 3,
        choices: [],
        fallbacks: [],
      },
      speedup: { bound: 4, threads: { 2: 1.98, 4: 3.5, 8: 4, 16: 4 } },
      notes: [],
      ...summary,
    },
    scenarios: [],
    hotspots,
    otherEngines,
    crowds: null,
    functions: [],
    orders: [],
    findings: [],
  };
}

/** `Token.totalSupply`, met by mint and burn, with some of it replaced. */
export function makeHotspot(changes: Partial<ReportHotspot> = {}): ReportHotspot {
  return {
    class: "storage",
    address: "0x5fbdb2315678afecb367f032d93f642f64180aa3",
    slot: `0x${"2".padStart(64, "0")}`,
    locations: 1,
    contract: "contracts/Token.sol:Token",
    variable: "totalSupply",
    path: "totalSupply",
    concretePath: "totalSupply",
    packed: [],
    reason: null,
    source: { file: "contracts/Token.sol", line: 12 },
    functions: ["Token.burn", "Token.mint"],
    accesses: [
      { function: "Token.mint", file: "contracts/Token.sol", line: 31, kind: "read" },
      { function: "Token.mint", file: "contracts/Token.sol", line: 31, kind: "write" },
      { function: "Token.burn", file: "contracts/Token.sol", line: 44, kind: "write" },
    ],
    inSuite: true,
    transactions: 12,
    conflicts: 45,
    savedGas: 1_234_567,
    aloneGas: 1_234_567,
    sharedWith: null,
    speedup: { threads: 8, now: 1.3, without: 3.9 },
    profiles: makePrices(["block-stm", "key-based", "value-based"]),
    accumulators: [],
    sharing: [],
    findings: [],
    ...changes,
  };
}

/** What the hotspot costs on each engine: it counts on these. */
export function makePrices(counted: readonly ProfileId[]): readonly ReportEnginePrice[] {
  return PROFILE_IDS.map((profile) =>
    counted.includes(profile)
      ? { profile, conflicts: 45, savedGas: 1_234_567, speedup: { now: 1.3, without: 3.9 } }
      : { profile, conflicts: 0, savedGas: 0, speedup: { now: 3.9, without: 3.9 } },
  );
}

/** A guard, which counts on engines that look at keys only. */
export function makeGuard(changes: Partial<ReportEngineHotspot> = {}): ReportEngineHotspot {
  return {
    profile: "key-based",
    ...makeHotspot({ variable: "_status", path: "_status", profiles: makePrices(["key-based"]) }),
    ...changes,
  };
}

/** One of everything: a named, a packed, a raw and a masked hotspot, mismatches, skips and notes. */
export function makeBusyReport(): ParallelReport {
  return makeReport(
    {
      transactions: 1240,
      setupTransactions: 30,
      singleSenderScenarios: 9,
      verification: { matched: 1236, mismatched: 1, skipped: 3 },
      mismatches: [
        {
          hash: `0x${"ab".repeat(32)}`,
          title: "Vault deposits",
          difference: "gasUsed is 51,000, Hardhat says 51,003",
        },
      ],
      skipped: [{ reason: "blob transactions are not supported", transactions: 3 }],
      conflicts: { storage: 96, balance: 0, nonce: 0, code: 0, sender: 4 },
      speedup: { bound: 1.42, threads: { 2: 1.21, 4: 1.3, 8: 1.3, 16: 1.3 } },
      notes: [
        "allowUnlimitedContractSize was on for the network “default”, so the executor allowed it too.",
      ],
    },
    [
      makeHotspot({ sharedWith: 2 }),
      makeHotspot({
        contract:
          "contracts/vaults/deeply/nested/folders/of/a/large/project/StakingVault.sol:StakingVault",
        variable: "counter, paused",
        path: "counter, paused",
        profiles: makePrices(["block-stm", "key-based"]),
        packed: ["owner", "paused", "counter"],
        source: {
          file: "contracts/vaults/deeply/nested/folders/of/a/large/project/StakingVault.sol",
          line: 120,
        },
        functions: [
          "deposit",
          "pause",
          "redeem",
          "stake",
          "unpause",
          "unstake",
          "withdraw",
          "zap",
        ].map((name) => `StakingVault.${name}`),
        accesses: [],
        savedGas: 800,
        conflicts: 1,
        transactions: 2,
        speedup: { threads: 8, now: 1, without: 1.01 },
      }),
      makeHotspot({
        variable: "members",
        path: "members.length",
        savedGas: 0,
        aloneGas: 900_000,
        sharedWith: 0,
        speedup: { threads: 8, now: 1.3, without: 1.3 },
      }),
      makeHotspot({
        contract: null,
        variable: null,
        path: `slot 0x${"3".padStart(64, "0")}`,
        reason: "the code at 0x5fbdb2315678afecb367f032d93f642f64180aa3 is not of this project",
        source: null,
        functions: ["(unknown).0xa9059cbb"],
        accesses: [],
        savedGas: 0,
        aloneGas: 0,
        speedup: { threads: 8, now: 1.3, without: 1.3 },
      }),
    ],
    [
      makeGuard(),
      makeGuard({
        profile: "value-based",
        class: "nonce",
        contract: null,
        variable: null,
        path: "nonce of 0x5fbdb2315678afecb367f032d93f642f64180aa3",
        reason: "not a contract of this project",
        transactions: 2,
        conflicts: 1,
        speedup: { threads: 8, now: 1.9, without: 2 },
        profiles: makePrices(["key-based", "value-based"]),
      }),
    ],
  );
}
