import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { stripVTControlCharacters } from "node:util";
import type { ProfileId } from "../../src/internal/model/profile.ts";
import type { ReportFinding } from "../../src/internal/model/report-finding.ts";
import type { ReportCrowds } from "../../src/internal/model/report-crowds.ts";
import type {
  ParallelReport,
  ReportScenario,
  ReportSharing,
} from "../../src/internal/model/report.ts";
import { renderMarkdown } from "../../src/internal/report/render-markdown.ts";
import { renderTerminal } from "../../src/internal/report/render-terminal.ts";
import { textWidth } from "../../src/internal/report/terminal/text-width.ts";
import { assertGolden } from "./assert-golden.ts";
import {
  makeAccumulator,
  makeBusyReport,
  makeCrowds,
  makeGuard,
  makeHotspot,
  NO_SCHEDULE,
  makePrices,
  makeReport,
} from "./make-report.ts";

const ESCAPE = "\u001b";

const FINDING: ReportFinding = {
  rule: "global-counter",
  title: "Statistics kept in one number",
  severity: "high",
  confidence: "high",
  isInherent: false,
  contract: "contracts/Shop.sol:Shop",
  variable: "sales",
  source: null,
  functions: ["Shop.buy"],
  message: "",
  evidence: [],
  price: "",
  refactor: "",
  patch: null,
  profile: null,
  gain: null,
  proof: null,
};

describe("renderTerminal", () => {
  for (const width of [60, 80, 120]) {
    it(`fills ${width} columns`, () => {
      assertGolden(`busy-${width}.txt`, render(makeBusyReport(), width));
    });
  }

  it("gives the same text with colours, and no escape sequence without", () => {
    const plain = render(makeBusyReport());
    const colored = render(makeBusyReport(), 80, true);
    assert.ok(!plain.includes(ESCAPE));
    assert.ok(colored.includes(ESCAPE));
    assert.equal(stripVTControlCharacters(colored), plain);
    assert.equal(render(makeBusyReport(), 80, true), colored);
  });

  it("never exceeds the width, down to 40 and up to 120", () => {
    for (const report of [makeBusyReport(), nastyReport()]) {
      for (let width = 40; width <= 120; width++) {
        for (const line of render(report, width).split("\n")) {
          assert.ok(textWidth(line) <= width, `${width}: ${line}`);
        }
      }
    }
    assert.equal(render(makeBusyReport(), 10), render(makeBusyReport(), 40));
    assert.equal(render(makeBusyReport(), 500), render(makeBusyReport(), 120));
  });

  it("paints a mismatch red and a match green", () => {
    assert.ok(
      render(makeBusyReport(), 80, true).includes(`${ESCAPE}[31m  The result that differs`),
    );
    assert.ok(
      render(makeReport(), 80, true).includes(`${ESCAPE}[32m  42 transactions in 12 scenarios`),
    );
  });

  it("shows hotspots in the report's order, and says the same of one once", () => {
    const gaining = (alone: number) => ({
      ...FINDING,
      gain: { threads: 8 as const, now: 1, alone, withAbove: alone, next: null },
    });
    const place = (path: string, findings: ReportFinding[]) =>
      makeHotspot({ path, variable: path, findings });
    const text = flat(
      makeReport({}, [
        place("rich", [gaining(6), { ...gaining(6), variable: "other" }]),
        place("poor", [gaining(2)]),
        place("dearest", []),
      ]),
    );
    const places = ["rich", "poor", "dearest"].map((path) => text.indexOf(`.${path} `));
    assert(!places.includes(-1), text);
    assert.deepEqual(
      places.toSorted((a, b) => a - b),
      places,
    );
    assert.equal(text.split("1.00x → 6.00x with its refactor").length, 2);
  });

  it("counts what was suppressed", () => {
    const one = { rule: "cap", contract: "A", variable: "a", by: "config", reason: null } as const;
    assert.match(
      flat({ ...makeReport(), suppressed: [one] }),
      /1 finding suppressed, by the config/,
    );
    assert.match(flat({ ...makeReport(), suppressed: [one, one] }), /2 findings suppressed/);
    assert(!flat(makeReport()).includes("suppressed"));
  });

  it("says how to prove diffs, while there are some of which nothing is known", () => {
    const text = (patch: string | null) =>
      flat(makeReport({}, [makeHotspot({ findings: [{ ...FINDING, patch }] })]));
    assert.match(text("--- a\n+++ b\n"), /in a copy: npx hardhat parallel-evm prove/);
    assert(!text(null).includes("parallel-evm prove"));
  });

  it("says what was run and checked", () => {
    assert.match(
      flat(makeReport()),
      /42 transactions in 12 scenarios: 42 run again concurrently on 2 threads, each checked against Hardhat's own network\. 42 matched\./,
    );
    const executor = {
      workers: 2,
      concurrent: 30,
      executions: 45,
      reexecutions: 3,
      choices: [],
      fallbacks: [],
    };
    assert.match(
      flat(makeReport({ executor })),
      /: 30 run again concurrently on 2 threads, 12 run again one after another, each checked/,
    );
    const alone = {
      workers: 2,
      concurrent: 0,
      executions: 0,
      reexecutions: 0,
      choices: [],
      fallbacks: [],
    };
    assert.match(flat(makeReport({ executor: alone })), /: 42 run again one after another, each/);
  });

  it("tells what failed and so did not run in parallel", () => {
    const fallbacks = [1, 2, 3, 4, 5].map((id) => ({
      scenario: `test-${id}`,
      reason: "worker died",
    }));
    const text = flat(
      makeReport({
        executor: {
          workers: 2,
          concurrent: 0,
          executions: 9,
          reexecutions: 0,
          choices: [],
          fallbacks,
        },
      }),
    );
    assert.match(
      text,
      /Something failed in 5 scenarios \(test-1, test-2, test-3 and 2 more\), .* only: worker died/,
    );
  });

  it("counts what ran one after another by choice, and says why", () => {
    const executor = (choices: { reason: string; scenarios: number }[]) => ({
      executor: {
        workers: 2,
        concurrent: 0,
        executions: 0,
        reexecutions: 0,
        choices,
        fallbacks: [],
      },
    });
    assert.match(
      flat(makeReport(executor([{ reason: "they wait", scenarios: 1 }]))),
      /1 scenario ran one after another by choice, as threads would have gained nothing: they wait\./,
    );
    const two = [
      { reason: "they wait", scenarios: 3 },
      { reason: "too small", scenarios: 1 },
    ];
    assert.match(flat(makeReport(executor(two))), /4 scenarios ran .*nothing: mostly they wait\./);
  });

  it("spells out three reasons for skipping", () => {
    const skipped = [5, 4, 3, 2, 1].map((transactions) => ({
      reason: `reason ${transactions}`,
      transactions,
    }));
    const text = flat(makeReport({ skipped }));
    assert.match(
      text,
      /Skipped 5: reason 5 Skipped 4: reason 4 Skipped 3: reason 3 Skipped others for 2 further reasons/,
    );
  });

  describe("with nothing to say", () => {
    it("says that no transaction was recorded, and the notes", () => {
      const text = flat(makeReport({ transactions: 0, scenarios: 0, notes: ["a note"] }));
      assert.match(text, /No transaction was recorded\. .*The notes below may say more\./);
      assert.match(text, /a note/);
      assert.doesNotMatch(text, /How parallel|What stops/);
    });

    it("says that there was set-up only", () => {
      const text = flat(makeReport({ setupTransactions: 42, scenarios: 0 }));
      assert.match(text, /No scenario came out of it\. .*parallelEvm\.scenarios/);
      assert.doesNotMatch(text, /What stops/);
    });

    it("asks for several signers when every scenario has one", () => {
      const text = flat(makeReport({ singleSenderScenarios: 12 }));
      assert.match(text, /one sender only.*several signers.*token\.connect\(alice\)/);
      assert.doesNotMatch(text, /What stops|speed-up/);
    });

    it("is glad when there is no conflict", () => {
      assert.match(flat(makeReport()), /Nothing: transactions of different senders never met/);
      const conflicts = { storage: 0, balance: 0, nonce: 0, code: 0, sender: 3 };
      assert.match(flat(makeReport({ conflicts })), /Only the order of each sender's own/);
    });
  });

  it("says it in words", () => {
    const speedup = (eight: number, bound: number) => ({
      bound,
      threads: { 2: 1, 4: 1, 8: eight, 16: eight },
    });
    assert.match(flat(makeReport({ speedup: speedup(1, 1) })), /one after another, however many/);
    assert.match(flat(makeReport({ speedup: speedup(1.01, 1.2) })), /nearly one after another/);
    assert.match(
      flat(makeReport({ speedup: speedup(7.5, 15.93) })),
      /finish 7\.50 times.*more than 15\.9 times/,
    );
    assert.match(
      flat(makeReport({ singleSenderScenarios: 1 })),
      /Over 11 of 12 scenarios: the other has one sender/,
    );
  });

  it("shows the top hotspots and counts the others", () => {
    const text = flat(
      makeReport(
        {},
        [1, 2, 3].map(() => makeHotspot()),
      ),
      80,
      1,
    );
    assert.equal(text.match(/Token\.totalSupply/g)?.length, 1);
    assert.match(text, /2 more hotspots in the full report/);
  });

  it("writes a hotspot as a person would", () => {
    const title = (changes: Parameters<typeof makeHotspot>[0]): string | undefined =>
      /1 {2}(.*)/.exec(
        render(makeReport({}, [makeHotspot({ ...changes, source: null })]), 120).split(
          "reads.",
        )[1] ?? "",
      )?.[1];
    assert.equal(title({ path: "balances[msg.sender]" }), "Token.balances[msg.sender]");
    assert.equal(
      title({ path: "address(this).balance", variable: "balance" }),
      "address(this).balance of Token",
    );
    const raw = { variable: null, path: `slot 0x${"3".padStart(64, "0")}` };
    assert.equal(title(raw), "slot 0x3 of Token");
    assert.equal(title({ ...raw, contract: null, address: "0xaa" }), "slot 0x3 of 0xaa");
    assert.equal(title({ ...raw, path: `slot 0x${"0".repeat(64)}` }), "slot 0x0 of Token");
  });

  describe("the use of a value", () => {
    const use = (...accumulators: ReturnType<typeof makeAccumulator>[]): string =>
      / value (.*?) Next/.exec(flat(makeReport({}, [makeHotspot({ accumulators })]), 120))?.[1] ??
      "";
    const enough = [{ kind: "enough must be there", delta: "-3" }] as const;
    const room = [{ kind: "room must be left", delta: "254" }] as const;

    it("tells sums that have a bound apart from those that have none", () => {
      const buy = makeAccumulator({ function: "Shop.buy", bounds: enough });
      const sit = makeAccumulator({ function: "Shop.sit", bounds: room });
      const mint = makeAccumulator({ function: "Token.mint" });
      assert.equal(use(mint), "Token.mint only adds to it");
      assert.equal(
        use(buy, mint, sit),
        "Token.mint only adds to it; " +
          "Shop.buy only adds to it or takes from it, while enough is there; " +
          "Shop.sit only adds to it, while there is room",
      );
      const both = makeAccumulator({ function: "Shop.adopt", bounds: enough });
      assert.match(use(buy, both), /^Shop\.buy, Shop\.adopt only add to it or take from it, while/);
      // Of two fields of a slot, one has a bound: nobody may read that the function has none.
      const other = makeAccumulator({ function: "Shop.buy", field: "count" });
      assert.equal(use(buy, other), use(buy));
    });

    it("calls no sum what sets, clears or flips bits", () => {
      const bits = { function: "Drop.claim", verdict: "bits" } as const;
      const claim = makeAccumulator({
        ...bits,
        again: "fails",
        places: ["whether Drop.claim succeeds"],
      });
      assert.equal(
        use(claim),
        "Drop.claim sets or clears bits of it, each once; on it depends whether Drop.claim succeeds",
      );
      const mark = makeAccumulator({ ...bits, function: "Drop.mark", again: "stays" });
      const flip = makeAccumulator({ ...bits, function: "Drop.flip", again: "back" });
      assert.equal(
        use(mark, flip),
        "Drop.mark sets or clears bits of it; Drop.flip flips bits of it",
      );
    });

    it("names the success that a bound decides among all else that depends on the value", () => {
      const shown = {
        function: "Shop.buy",
        verdict: "flows",
        places: ["event 1 of Shop.buy"],
        bounds: enough,
      } as const;
      assert.equal(
        use(makeAccumulator(shown)),
        "on it depends whether Shop.buy succeeds, event 1 of Shop.buy",
      );
      const places = ["event 1 of Shop.buy", "whether Shop.buy succeeds"];
      assert.equal(use(makeAccumulator({ ...shown, places })), use(makeAccumulator(shown)));
      const lost = makeAccumulator({ function: "Shop.sweep", verdict: "overwritten" });
      assert.equal(use(lost), "Shop.sweep overwrites it");
      assert.equal(
        use({ ...lost, bounds: enough }),
        "Shop.sweep overwrites it; on it depends whether Shop.sweep succeeds",
      );
    });
  });

  it("says of a crowd's figure how many of the calls succeed, if not all", () => {
    const [call, ...others] = makeCrowds().calls;
    assert(call !== undefined);
    const soldOut = { ...call.same, failed: 61 };
    const skipped = { ...call.same, verification: { ...call.same.verification, skipped: 1 } };
    const partial = { ...call, same: soldOut, spread: skipped };
    const reportOf = (calls: ReportCrowds["calls"]): ParallelReport => ({
      ...makeReport(),
      crowds: { ...makeCrowds(), calls },
    });
    const text = flat(reportOf([partial, ...others]), 120);
    assert.match(text, / 1\.00x 3\/64 +1\.00x 63\/64/);
    assert.match(text, /3\/64: only so many succeed/);
    assert.doesNotMatch(flat(reportOf([call, ...others]), 120), /\/64/);
    for (const line of render(reportOf([partial]), 40).split("\n")) assert(textWidth(line) <= 40);
  });

  it("says of a crowd how many write what is there already", () => {
    const [call] = makeCrowds().calls;
    assert(call !== undefined);
    const calls = [{ ...call, same: { ...call.same, repeating: 63 }, spread: null }];
    const report = { ...makeReport(), crowds: { ...makeCrowds(), calls } };
    assert.match(flat(report, 120), /63 of 64 write what is there already, and change nothing/);
    assert.match(renderMarkdown(report), /Write what is there already.*\n\n- `[^`]+`: 63 of 64/);
    assert.doesNotMatch(flat({ ...report, crowds: makeCrowds() }, 120), /there already/);
  });

  it("tells only those pairs to share a slot for nothing of which nothing else was seen", () => {
    const pair = (
      a: string,
      b: string,
      verdict: ReportSharing["verdict"],
      given: readonly string[] = [],
    ): ReportSharing => ({ a, b, verdict, masks: null, given, reason: null });
    const fields = (...sharing: readonly ReportSharing[]): string =>
      / fields (.*?) Next/.exec(flat(makeReport({}, [makeHotspot({ sharing })]), 120))?.[1] ?? "";
    assert.equal(
      fields(
        pair("Shop.hit", "Shop.pause", "false sharing"),
        pair("Shop.hit", "Shop.pause", "dependent"),
        pair("Shop.pause", "Shop.tick", "false sharing"),
        pair("Shop.tick", "Shop.tick", "same bytes"),
        pair("Shop.limit", "Shop.tick", "dependent", ["Shop.guarding"]),
      ),
      "false sharing: Shop.pause with Shop.tick meet only because the fields share a slot; " +
        "two calls of Shop.tick change the same field; Shop.hit with Shop.pause, " +
        "Shop.limit with Shop.tick (with another value in Shop.guarding): " +
        "one looks at, or sets, the field that the other changes",
    );
    assert.equal(fields(pair("Shop.tick", "Shop.tick", "same bytes")), "");
  });

  describe("engines", () => {
    const engines = (counted: readonly ProfileId[]): string => {
      const report = makeReport({}, [makeHotspot({ profiles: makePrices(counted) })]);
      return /engines .*/.exec(flat(report))?.[0].split(" Next")[0] ?? "";
    };

    it("are told of where they disagree, the validator aside", () => {
      assert.equal(
        engines(["block-stm", "value-based"]),
        "engines counts on block-stm, value-based; nothing on key-based, access-list (validator)",
      );
      assert.equal(engines(["block-stm", "key-based", "value-based"]), "");
    });

    it("have hotspots of their own, one line each, as many as the others", () => {
      const text = flat(
        makeReport(
          {},
          [],
          [1, 2, 3, 4].map(() => makeGuard()),
        ),
        120,
        2,
      );
      assert.match(text, /What counts elsewhere\? Nothing on block-stm, but on others\./);
      const line = /key-based: Token\._status, 45 conflicts of 12 transactions, 1\.30x → 3\.90x/g;
      assert.equal(text.match(line)?.length, 2);
      assert.match(text, / 2 more in the full report/);
      assert.doesNotMatch(flat(makeReport()), /elsewhere/);
    });

    it("have the advice for those, with where the diff is, each counted as told", () => {
      const finding = {
        ...FINDING,
        rule: "reentrancy-guard",
        title: "One lock in storage",
        message: "Each call sets it.",
        profile: "key-based" as const,
        gain: { threads: 8, now: 1.3, alone: 3.9, withAbove: 3.9, next: null } as const,
        patch: "--- a\n+++ b\n",
      };
      const other = { ...finding, rule: "push-payments", message: "Each call pays.", patch: null };
      const report = (changes: Partial<ParallelReport["otherEngines"][number]>) => ({
        ...makeReport({}, [], [makeGuard({ findings: [finding], ...changes })]),
        findings: [finding, other],
      });
      const advised = flat(report({ findings: [finding, other] }), 120);
      assert.match(
        advised,
        /1\.30x → 3\.90x without it advice: One lock in storage \(reentrancy-guard\), 1\.30x → 3\.90x with its refactor, diff in the full report; One lock in storage \(push-payments\), 1\.30x/,
      );
      assert.match(advised, /2 findings (?!suppressed)/);
      assert.doesNotMatch(advised, /of them in the full report only/);
      assert.match(flat(report({})), /2 findings, 1 of them in the full report only/);
      // Nothing is lost by it there.
      const idle = flat(report({ speedup: { threads: 8, now: 1.3, without: 1.3 } }));
      assert.match(idle, /2 findings, 2 of them in the full report only/);
      assert.doesNotMatch(flat(report({ findings: [] })), /advice:/);
      // No line is longer than the screen.
      const lines = render(report({}), 60).split("\n");
      assert(lines.some((line) => /^ {4}advice: One lock/.test(line)));
      assert(lines.every((line) => textWidth(line) <= 60));
    });

    it("are named by whose rules things are said, unless they are the usual ones", () => {
      const under = (profile: ProfileId) =>
        flat({ ...makeReport(), scenarios: [{ ...EMPTY_SCENARIO, profile }] });
      assert.doesNotMatch(under("block-stm"), /By the rules/);
      assert.match(under("key-based"), /By the rules of key-based\./);
      assert.match(under("access-list"), /By the rules of access-list \(validator\)\./);
      const single = { ...makeReport({ singleSenderScenarios: 1 }), scenarios: [EMPTY_SCENARIO] };
      assert.match(flat(single), /one sender only, whose transactions keep/);
      const list = { ...EMPTY_SCENARIO, profile: "access-list" } as const;
      assert.match(flat({ ...single, scenarios: [list] }), /one sender only\. By the rules of/);
      assert.match(under("access-list"), /Nothing: a validator .* waits for no transaction\./);
    });
  });

  it("shows users' text without what could break the screen", () => {
    const text = render(nastyReport());
    assert.doesNotMatch(text, /[^\P{Cc}\n]|\p{Cf}/u);
    assert.match(text, /red title/);
    assert.doesNotMatch(text, /31m/);
  });
});

const EMPTY_SCENARIO: ReportScenario = {
  id: "test-1",
  kind: "test",
  title: "a test",
  file: null,
  profile: "block-stm",
  senders: 2,
  transactions: [],
  conflicts: [],
  conflictsOmitted: 0,
  speedup: { bound: 1, threads: { 2: 1, 4: 1, 8: 1, 16: 1 } },
  schedule: NO_SCHEDULE,
};

function render(report: ParallelReport, width = 80, colors = false, top = 5): string {
  return renderTerminal(report, { width, colors, top, reportPath: "parallel-evm/report.json" });
}

/** The text as one line, so that a pattern need not know where it was broken. */
function flat(report: ParallelReport, width = 80, top = 5): string {
  return render(report, width, false, top).replace(/\s+/g, " ");
}

/** Escape sequences, line breaks, bidi marks, wide and unpaired characters wherever users' text occurs. */
function nastyReport(): ParallelReport {
  const nasty =
    "\u001b[31mred\u001b[0m title\r\n\u202e日本語のとても長いタイトル👩‍👩‍👧‍👦e\u0301\u0000\u009b2J\ud800";
  const { summary } = makeBusyReport();
  return makeReport(
    {
      ...summary,
      mismatches: [{ hash: "0x1", title: nasty, difference: nasty }],
      skipped: [{ reason: nasty, transactions: 1 }],
      executor: {
        ...summary.executor,
        choices: [],
        fallbacks: [{ scenario: nasty, reason: nasty }],
      },
      notes: [nasty, "", "x".repeat(500)],
    },
    [
      makeHotspot({
        path: nasty,
        contract: `${nasty}:${nasty}`,
        source: { file: nasty.repeat(5), line: 1 },
        functions: [nasty, nasty],
        packed: [nasty, nasty],
        accesses: [{ function: nasty, file: nasty, line: 3, kind: "read" }],
        reason: nasty,
      }),
    ],
    [makeGuard({ path: nasty, contract: nasty })],
  );
}
