import type {
  ParallelReport,
  ReportAccumulator,
  ReportEngineHotspot,
  ReportEnginePrice,
  ReportFunctionPair,
  ReportHotspot,
  ReportOrder,
  ReportSummary,
} from "../../src/internal/model/report.ts";
import type { ReportCrowd, ReportCrowds } from "../../src/internal/model/report-crowds.ts";
import type { ReportSchedule } from "../../src/internal/model/report-schedule.ts";
import { PROFILE_IDS, type ProfileId } from "../../src/internal/model/profile.ts";

export const NO_SCHEDULE: ReportSchedule = { gas: [], waits: [], execution: null };

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
    suppressed: [],
    contracts: [],
    budgets: [],
    comparison: null,
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

const CROWD: ReportCrowd = {
  transactions: 64,
  failed: 0,
  repeating: 0,
  verification: { matched: 64, mismatched: 0, skipped: 0 },
  conflicts: { storage: 2016, balance: 0, nonce: 0, code: 0, sender: 0 },
  speedup: { bound: 1, threads: { 2: 1, 4: 1, 8: 1, 16: 1 } },
  reexecutions: 226,
  hotspots: [
    {
      class: "storage",
      contract: "contracts/Token.sol:Token",
      variable: "totalSupply",
      path: "totalSupply",
      conflicts: 2016,
      pairs: [[0, 62, 1, 63]],
      savedGas: 3_000_000,
      speedup: { threads: 8, now: 1, without: 8 },
    },
  ],
  conflictsOmitted: 0,
  schedule: NO_SCHEDULE,
};

const FREE: ReportCrowd = {
  ...CROWD,
  conflicts: { storage: 0, balance: 0, nonce: 0, code: 0, sender: 0 },
  speedup: { bound: 64, threads: { 2: 2, 4: 4, 8: 8, 16: 16 } },
  reexecutions: 0,
  hotspots: [],
};

export function makeAccumulator(changes: Partial<ReportAccumulator>): ReportAccumulator {
  return {
    function: "Token.mint",
    field: "totalSupply",
    verdict: "commutative",
    again: null,
    samples: 1,
    into: [],
    places: [],
    deltas: ["1", "7"],
    bounds: [],
    own: "100",
    reason: null,
    ...changes,
  };
}

/** A crowd that always meets, one that meets at one target only, and calls that are nobody else's. */
export function makeCrowds(): ReportCrowds {
  const call = { title: "Token mints", file: "test/token.ts", occurrences: 3, gasUsed: 71_234 };
  const contract = "contracts/Token.sol:Token";
  const recipient = {
    ...CROWD,
    hotspots: CROWD.hotspots.map((one) => ({ ...one, path: "balances[arg:to]" })),
  };
  return {
    users: 64,
    calls: [
      { ...call, contract, function: "Token.mint", varies: [], same: CROWD, spread: null },
      {
        ...call,
        contract,
        function: "Token.transfer",
        varies: ["to"],
        same: recipient,
        spread: FREE,
      },
    ],
    notForCrowds: [
      {
        contract,
        function: "Token.pause",
        occurrences: 1,
        cause: "owner-only",
        reason: "it fails for another sender",
        path: "owner",
      },
      {
        contract,
        function: "Token.permit",
        occurrences: 2,
        cause: "signature",
        reason: "it checks a signature, which others cannot make",
        path: null,
      },
    ],
    edr: { matched: 2, differences: [], unchecked: [] },
    leftOut: { calls: 12, functionPairs: 3, experiments: 0, functions: [] },
  };
}

export function makeFunctions(): readonly ReportFunctionPair[] {
  const contract = "contracts/Token.sol:Token";
  const never = {
    verdict: "never",
    paths: [],
    falseSharing: [],
    together: true,
    order: null,
  } as const;
  return [
    {
      contract,
      a: "Token.mint",
      b: "Token.mint",
      verdict: "always",
      paths: ["Token.totalSupply"],
      falseSharing: [],
      together: true,
      order: "commutes",
    },
    { contract, a: "Token.mint", b: "Token.transfer", ...never },
    {
      contract,
      a: "Token.transfer",
      b: "Token.transfer",
      verdict: "same argument",
      paths: ["Token.balances[arg:to]"],
      falseSharing: [],
      together: true,
      order: "commutes",
    },
  ];
}

export function makeOrders(): readonly ReportOrder[] {
  const hash = `0x${"cd".repeat(32)}`;
  const witness = {
    scenario: "crowd-3",
    title: "Sale",
    file: null,
    earlier: hash,
    later: hash,
    otherValue: null,
  };
  return [
    {
      a: "Sale.buy",
      b: "Sale.buy",
      contracts: ["contracts/Sale.sol:Sale", "contracts/Sale.sol:Sale"],
      verdict: "different success",
      tested: 4,
      paths: ["Sale.sold"],
      contract: "contracts/Sale.sol:Sale",
      source: { file: "contracts/Sale.sol", line: 9 },
      details: ["Sale.buy fails after Sale.buy"],
      witness,
    },
    {
      a: "Token.mint",
      b: "Token.mint",
      contracts: ["contracts/Token.sol:Token", "contracts/Token.sol:Token"],
      verdict: "commutes",
      tested: 2,
      paths: ["Token.totalSupply"],
      contract: "contracts/Token.sol:Token",
      source: null,
      details: [],
      witness,
    },
  ];
}

/** One of everything: a named, a packed, a raw and a masked hotspot, mismatches, skips and notes. */
export function makeBusyReport(): ParallelReport {
  const report = makeReport(
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
      makeHotspot({
        sharedWith: 2,
        accumulators: [
          makeAccumulator({ function: "Token.burn", verdict: "commutative" }),
          makeAccumulator({
            function: "Token.mint",
            verdict: "flows",
            into: ["log", "status"],
            places: ["event 1 of Token.mint", "whether Token.mint succeeds"],
          }),
        ],
      }),
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
        sharing: [
          {
            a: "StakingVault.pause",
            b: "StakingVault.stake",
            verdict: "false sharing",
            masks: null,
            given: [],
            reason: null,
          },
        ],
        inSuite: false,
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
  return { ...report, crowds: makeCrowds(), functions: makeFunctions(), orders: makeOrders() };
}
