import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { analyseRun } from "../../src/internal/analysis/analyse-run.ts";
import type { TransactionNames } from "../../src/internal/model/analysis.ts";
import type { ScenarioExecution } from "../../src/internal/model/execution.ts";
import type { ReportInput, VerifiedTransaction } from "../../src/internal/model/report-input.ts";
import type { ReportFinding } from "../../src/internal/model/report-finding.ts";
import type { ReportHotspot } from "../../src/internal/model/report.ts";
import type { NamedAccess, NamedField, NamedLocation } from "../../src/internal/model/slot-name.ts";
import { buildReport } from "../../src/internal/report/build-report.ts";
import {
  address,
  bump,
  bumpFrom,
  exact,
  makeExecution,
  set,
  slot,
} from "../analysis/make-execution.ts";

const TOKEN = "contracts/Token.sol:Token";

describe("buildReport", () => {
  describe("summary", () => {
    it("counts every recorded transaction once, by its verification", () => {
      const { summary } = report([], {
        transactions: [
          verified("0x1", { kind: "matched" }, true),
          verified("0x2", { kind: "matched" }),
          verified("0x3", { kind: "mismatched", difference: "status" }),
          verified("0x4", { kind: "skipped", cause: "unsupported", reason: "rare" }),
          verified("0x5", { kind: "skipped", cause: "unsupported", reason: "often" }),
          verified("0x6", { kind: "skipped", cause: "unsupported", reason: "often" }),
        ],
      });
      assert.equal(summary.transactions, 6);
      assert.equal(summary.setupTransactions, 1);
      assert.deepEqual(summary.verification, { matched: 2, mismatched: 1, skipped: 3 });
      assert.deepEqual(summary.mismatches, [
        { hash: "0x3", title: "title of 0x3", difference: "status" },
      ]);
      assert.deepEqual(summary.skipped, [
        { reason: "often", transactions: 2 },
        { reason: "rare", transactions: 1 },
      ]);
    });

    it("leaves scenarios with one sender out of the speed-up, but not out of the counts", () => {
      const alone = makeExecution([1, 1, 1].map((user) => ({ from: address(user) })));
      const free = makeExecution([1, 2].map((user) => ({ from: address(user) })));
      const { summary } = report([alone, free]);
      assert.equal(summary.scenarios, 2);
      assert.equal(summary.singleSenderScenarios, 1);
      assert.equal(summary.speedup.threads["2"], 2);
      assert.deepEqual(summary.conflicts, { storage: 0, balance: 0, nonce: 0, code: 0, sender: 3 });
      assert.equal(report([alone]).summary.speedup.bound, 1);
    });

    it("adds up what the executor did, set-up too, and tells where it fell back", () => {
      const parallel = makeExecution([1, 2].map((user) => ({ from: address(user) })));
      const failed = {
        ...makeExecution(
          [1, 2].map((user) => ({ from: address(user) })),
          { id: "test-7" },
        ),
        parallel: { kind: "sequential", cause: "failure", reason: "worker died" },
      } as const;
      const small = {
        ...failed,
        parallel: { kind: "sequential", cause: "nothing", reason: "one" },
      } as const;
      const hot = {
        ...failed,
        parallel: { kind: "sequential", cause: "choice", reason: "they wait" },
      } as const;
      const { summary } = report([parallel, failed, hot], {
        setup: [parallel, small],
        workers: 3,
      });
      assert.deepEqual(summary.executor, {
        workers: 3,
        concurrent: 2,
        executions: 4,
        reexecutions: 0,
        choices: [{ reason: "they wait", scenarios: 1 }],
        fallbacks: [{ scenario: "test-7", reason: "worker died" }],
      });
    });

    it("drops repeated notes", () => {
      assert.deepEqual(report([], { notes: ["a", "b", "a"] }).summary.notes, ["a", "b"]);
    });
  });

  describe("scenarios", () => {
    it("lists transactions and conflicts with their names, null for what is absent", () => {
      const [scenario] = report([
        makeExecution(
          [
            { from: address(1), gas: 70, to: address(0xcc), ...bump(slot(1)) },
            { from: address(2), ...bump(slot(1)) },
            { from: address(1), ...bump(slot(2)) },
          ],
          { id: "block-1", kind: "block", title: "block 5" },
        ),
      ]).scenarios;
      assert.deepEqual(
        { ...scenario, transactions: scenario?.transactions.slice(0, 1) },
        {
          id: "block-1",
          kind: "block",
          title: "block 5",
          file: null,
          profile: "block-stm",
          senders: 2,
          transactions: [
            {
              hash: `0x${"1".padStart(64, "0")}`,
              from: address(1),
              to: address(0xcc),
              contract: TOKEN,
              function: "mint",
              gasUsed: 70,
              status: 1,
            },
          ],
          conflicts: [
            { earlier: 0, later: 1, class: "storage", contract: TOKEN, path: "totalSupply" },
            { earlier: 0, later: 2, class: "sender", contract: null, path: null },
          ],
          conflictsOmitted: 0,
          // 270 gas in all, of which 170 must wait for each other.
          speedup: { bound: 1.59, threads: { 2: 1.59, 4: 1.59, 8: 1.59, 16: 1.59 } },
          schedule: {
            gas: [70, 100, 100],
            waits: [
              [0, 1, 0],
              [0, 2, null],
            ],
            execution: null,
          },
        },
      );
      assert.equal(scenario?.transactions[1]?.to, null);
    });

    it("lists 10,000 conflicts and counts the others", () => {
      const users = Array.from({ length: 150 }, (_, index) => ({
        from: address(index + 1),
        ...bump(slot(1)),
      }));
      const { scenarios, summary } = report([makeExecution(users)]);
      assert.equal(scenarios[0]?.conflicts.length, 10_000);
      assert.equal(scenarios[0].conflictsOmitted, (150 * 149) / 2 - 10_000);
      assert.equal(summary.conflicts.storage, (150 * 149) / 2);
    });
  });

  describe("hotspots", () => {
    const users = [1, 2, 3].map((user, index) => ({
      from: address(user),
      ...bumpFrom(BigInt(index), slot(1)),
    }));

    it("describes one slot", () => {
      const [hotspot] = report([makeExecution(users)]).hotspots;
      assert.deepEqual(hotspot, {
        class: "storage",
        address: address(0xcc),
        slot: `0x${"1".padStart(64, "0")}`,
        locations: 1,
        contract: TOKEN,
        variable: "totalSupply",
        path: "totalSupply",
        packed: [],
        reason: null,
        source: { file: "contracts/Token.sol", line: 12 },
        concretePath: "totalSupply",
        functions: ["Token.mint"],
        accesses: [
          { function: "Token._mint", file: "contracts/Token.sol", line: 30, kind: "read" },
          { function: "Token._mint", file: "contracts/Token.sol", line: 30, kind: "write" },
        ],
        inSuite: true,
        transactions: 3,
        conflicts: 3,
        savedGas: 200,
        aloneGas: 200,
        sharedWith: null,
        speedup: { threads: 8, now: 1, without: 3 },
        profiles: [
          { profile: "access-list", conflicts: 0, savedGas: 0, speedup: { now: 3, without: 3 } },
          { profile: "block-stm", conflicts: 3, savedGas: 200, speedup: { now: 1, without: 3 } },
          { profile: "key-based", conflicts: 3, savedGas: 200, speedup: { now: 1, without: 3 } },
          { profile: "value-based", conflicts: 3, savedGas: 200, speedup: { now: 1, without: 3 } },
        ],
        accumulators: [],
        sharing: [],
        findings: [],
      } satisfies ReportHotspot);
    });

    it("joins the keys of a variable and shows the most frequent one of the later side", () => {
      const paths = [
        "balances[msg.sender]",
        "balances[arg:to]",
        "balances[arg:to]",
        "balances[msg.sender]",
      ];
      const execution = makeExecution([
        { from: address(1), ...bump(slot(1), slot(2)) },
        { from: address(2), ...bump(slot(1)) },
        { from: address(3), ...bump(slot(2)) },
        { from: address(4), reads: [exact(slot(2))] },
      ]);
      const access = (transaction: number): NamedAccess =>
        named("balances[*]", [field("balances", paths[transaction] ?? "")]);
      const [hotspot] = report(
        [execution],
        {},
        { access: (_, transaction) => access(transaction) },
      ).hotspots;
      assert.equal(hotspot?.locations, 2);
      assert.equal(hotspot.path, "balances[arg:to]");
      assert.equal(hotspot.variable, "balances");
      assert.equal(hotspot.slot, null);
      assert.equal(hotspot.concretePath, null);
    });

    it("shows no key of several that are written out as the one where all meet", () => {
      const paths = ['sold["a"]', 'sold["a"]', 'sold["#"]', 'sold["#"]'];
      const execution = makeExecution(
        [1, 1, 2, 2].map((at, user) => ({ from: address(user + 1), ...bump(slot(at)) })),
      );
      const path = (transaction: number) => paths[transaction] ?? "";
      const message = 'Everybody changes sold["#"], as said.';
      const made = report(
        [execution],
        {
          suggest: ({ hotspots }) => {
            // What rules read and write in Solidity is one entry.
            assert.equal(hotspots[0]?.hotspot.path, 'sold["#"]');
            const group = hotspots[0].group;
            const gain = {
              threads: 8 as const,
              now: 1,
              alone: 2,
              withAbove: 2,
              next: 'Token.sold["#"]',
            };
            const finding = { ...FINDING, message, refactor: 'sold["#"] += 1;', gain } as const;
            return { findings: [{ group, finding }], suppressed: [], problems: [] };
          },
        },
        { access: (_, one) => named("sold[*]", [field("sold", path(one))]) },
      );
      assert.equal(made.hotspots[0]?.path, "sold[*]");
      const [finding] = made.findings;
      assert.equal(finding?.message, "Everybody changes sold[*], as said.");
      assert.equal(finding.refactor, 'sold["#"] += 1;');
      assert.equal(finding.gain?.next, "Token.sold[*]");
      assert.deepEqual(made.hotspots[0].findings, [finding]);
    });

    it("asks the later side for the path, however often the earlier side gives another", () => {
      const execution = makeExecution([
        ...[1, 2, 3].map((user) => ({ from: address(user), writes: [set(slot(1))] })),
        { from: address(4), reads: [exact(slot(1))] },
      ]);
      const [hotspot] = report(
        [execution],
        {},
        {
          access: (_, transaction) =>
            named("balances[*]", [
              field("balances", `balances[arg:${transaction === 3 ? "to" : "from"}]`),
            ]),
        },
      ).hotspots;
      assert.equal(hotspot?.path, "balances[arg:to]");
    });

    it("gives the address of the deployment with the most conflicts", () => {
      const at = (contract: number) => `storage:${address(contract)}:0x1`;
      const execution = makeExecution([
        ...[1, 2].map((user) => ({ from: address(user), ...bump(at(0xaa)) })),
        ...[3, 4, 5].map((user) => ({ from: address(user), ...bump(at(0xbb)) })),
      ]);
      const [hotspot] = report([execution]).hotspots;
      assert.equal(hotspot?.address, address(0xbb));
      assert.equal(hotspot.locations, 2);
    });

    it("names the touched fields of a packed slot, from both sides", () => {
      const packed = ["owner", "paused", "counter"];
      const fields = [field("counter", "counter"), field("paused", "paused")];
      const execution = makeExecution([
        { from: address(1), writes: [set(slot(1))] },
        { from: address(2), reads: [exact(slot(1))] },
      ]);
      const [hotspot] = report(
        [execution],
        {},
        {
          access: (_, transaction) =>
            named("owner+paused+counter", fields.slice(transaction, transaction + 1), packed),
        },
      ).hotspots;
      assert.equal(hotspot?.path, "paused, counter");
      assert.equal(hotspot.variable, "paused, counter");
      assert.deepEqual(hotspot.packed, packed);
    });

    it("puts the most touched field first, and shows its declaration", () => {
      const packed = ["owner", "counter"];
      const [hotspot] = report(
        [makeExecution(users)],
        {},
        {
          access: (_, transaction) =>
            named(
              "owner+counter",
              [
                ...(transaction === 1
                  ? [{ ...field("owner", "owner"), source: { file: "o.sol", line: 1 } }]
                  : []),
                field("counter", "counter"),
              ],
              packed,
            ),
        },
      ).hotspots;
      assert.equal(hotspot?.path, "counter, owner");
      assert.equal(hotspot.source?.file, "contracts/Token.sol");
    });

    it("names one element of an array whose elements share a slot", () => {
      const packed = [0, 1, 2, 3].map((index) => `lanes[${index}]`);
      const [hotspot] = report(
        [makeExecution(users)],
        {},
        {
          access: (_, transaction) =>
            named(
              "lanes[*]",
              [field("lanes", transaction === 0 ? "lanes[0]" : "lanes[1]")],
              packed,
            ),
        },
      ).hotspots;
      assert.equal(hotspot?.path, "lanes[1]");
      assert.deepEqual(hotspot.packed, packed);
    });

    it("keeps one variable for the fields of a packed struct", () => {
      const packed = ["accounts[msg.sender].debt", "accounts[msg.sender].credit"];
      const [hotspot] = report(
        [makeExecution(users)],
        {},
        {
          access: (_, transaction) => {
            const path = packed[transaction % 2] ?? "";
            return named("accounts[*].{debt+credit}", [field("accounts", path)], packed);
          },
        },
      ).hotspots;
      assert.equal(hotspot?.variable, "accounts");
      assert.equal(hotspot.path, packed.join(", "));
    });

    it("says of an unnamed slot why it has no name", () => {
      const access: NamedAccess = {
        name: { kind: "raw", path: "slot 0x1", reason: "no hash input was seen" },
        sites: [],
      };
      const [hotspot] = report([makeExecution(users)], {}, { access: () => access }).hotspots;
      assert.equal(hotspot?.variable, null);
      assert.equal(hotspot.contract, null);
      assert.equal(hotspot.path, "slot 0x1");
      assert.equal(hotspot.reason, "no hash input was seen");
      assert.deepEqual(hotspot.accesses, []);
    });

    it("takes the group's name where no field is known", () => {
      const [hotspot] = report(
        [makeExecution(users)],
        {},
        { access: () => named("a+b", []) },
      ).hotspots;
      assert.equal(hotspot?.path, "a+b");
    });

    it("names functions by their selector where nothing else is known", () => {
      const calls = [
        { from: address(1), input: "0x" },
        { from: address(2), input: "0xa9059cbb0000" },
        { from: address(3), input: "0x01" },
      ] as const;
      const execution = makeExecution(calls.map((call) => ({ ...call, ...bump(slot(1)) })));
      const unknown = report([execution], {}, { call: () => ({}) }).hotspots[0]?.functions;
      assert.deepEqual(unknown, [
        "(plain transfer)",
        "(unknown).(no function)",
        "(unknown).0xa9059cbb",
      ]);
      const known = report([execution], {}, { call: () => ({ contract: TOKEN }) }).hotspots[0]
        ?.functions;
      assert.deepEqual(known, ["Token.(no function)", "Token.0xa9059cbb"]);
    });

    it("points at the other hotspot that most of the same transactions meet at", () => {
      const both = [1, 2, 3].map((user) => ({ from: address(user), ...bump(slot(1), slot(2)) }));
      const other = [4, 5].map((user) => ({ from: address(user), gas: 900, ...bump(slot(3)) }));
      const { hotspots } = report(
        [makeExecution([...both, ...other])],
        {},
        {
          access: (_, __, location) => named(location, [field(location, location)]),
        },
      );
      assert.deepEqual(
        hotspots.map(({ path, sharedWith, savedGas }) => [path.at(-1), sharedWith, savedGas]),
        [
          ["3", null, 900],
          ["1", 2, 0],
          ["2", 1, 0],
        ],
      );
    });

    it("lists the writes of the earlier side and all accesses of the later one", () => {
      const execution = makeExecution([
        { from: address(1), ...bump(slot(1)) },
        { from: address(2), reads: [exact(slot(1))] },
      ]);
      const at = (line: number, kind: "read" | "write") => ({
        function: "Token.f",
        source: { file: "a.sol", line },
        kind,
      });
      const sites = [
        [at(9, "read"), at(8, "write"), { kind: "write" } as const],
        [at(7, "read"), at(7, "read")],
      ];
      const [hotspot] = report(
        [execution],
        {},
        {
          access: (_, transaction) => ({
            ...named("a", [field("a", "a")]),
            sites: sites[transaction] ?? [],
          }),
        },
      ).hotspots;
      assert.deepEqual(
        hotspot?.accesses.map(({ line, kind }) => [line, kind]),
        [
          [7, "read"],
          [8, "write"],
        ],
      );
    });

    it("reports a meeting at an account's existence as one at its balance", () => {
      const execution = makeExecution([
        { from: address(1), writes: [set(`existence:${address(9)}`)] },
        { from: address(2), reads: [exact(`existence:${address(9)}`)] },
      ]);
      const [hotspot] = report([execution]).hotspots;
      assert.equal(hotspot?.class, "balance");
      assert.equal(hotspot.slot, null);
      assert.equal(hotspot.address, address(9));
    });
  });

  it("gives equal bytes for equal input, and no bigint", () => {
    const text = (): string =>
      JSON.stringify(
        report([
          makeExecution(
            [1, 2, 3, 1].map((user) => ({ from: address(user), ...bump(slot(1), slot(2)) })),
          ),
          makeExecution([1, 2].map((user) => ({ from: address(user), ...bump(slot(2)) }))),
        ]),
      );
    assert.equal(text(), text());
  });
});

function report(
  executions: readonly ScenarioExecution[],
  rest: Partial<Pick<ReportInput, "setup" | "transactions" | "workers" | "notes" | "suggest">> = {},
  names: Partial<TransactionNames> = {},
): ReturnType<typeof buildReport> {
  const allNames = { ...TOTAL_SUPPLY, ...names };
  return buildReport({
    ...analyseRun(executions, allNames),
    setup: [],
    names: allNames,
    transactions: [],
    workers: 2,
    notes: [],
    ...rest,
  });
}

const FINDING: ReportFinding = {
  rule: "global-counter",
  title: "A sum",
  severity: "high",
  confidence: "executed",
  isInherent: false,
  contract: TOKEN,
  variable: "sold",
  source: null,
  functions: ["Token.sell"],
  message: "",
  evidence: [],
  price: "",
  refactor: "",
  patch: null,
  profile: null,
  gain: null,
  proof: null,
};

/** Names everything `Token.totalSupply`, met by `mint`. */
const TOTAL_SUPPLY: TransactionNames = {
  call: () => ({ contract: TOKEN, function: "mint" }),
  access: () => ({
    ...named("totalSupply", [field("totalSupply", "totalSupply")]),
    sites: (["read", "write"] as const).map((kind) => ({
      function: "Token._mint",
      source: { file: "contracts/Token.sol", line: 30 },
      kind,
    })),
  }),
};

function named(
  group: string,
  fields: readonly NamedField[],
  packed: readonly string[] = [],
): NamedAccess {
  const name: NamedLocation = { kind: "named", contract: TOKEN, group, fields, packed };
  return { name, sites: [] };
}

function field(variable: string, path: string): NamedField {
  return { variable, path, concretePath: path, source: { file: "contracts/Token.sol", line: 12 } };
}

function verified(
  hash: string,
  verification: VerifiedTransaction["verification"],
  setup = false,
): VerifiedTransaction {
  return { hash, title: `title of ${hash}`, setup, verification };
}
