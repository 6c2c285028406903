import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { selectCalls } from "../../src/internal/crowds/select-calls.ts";
import type { AccessSite, Frame } from "../../src/internal/model/access-set.ts";
import type { ScenarioExecution } from "../../src/internal/model/execution.ts";
import type { Address, Hex } from "../../src/internal/model/location.ts";
import { makeExecution, slot } from "../analysis/make-execution.ts";
import { addressOf, ALICE, BOB, inputOf, preStateOf, resultOf, TOKEN } from "./support/known.ts";

interface Sent {
  readonly from?: Address;
  /** `null`: a creation. */
  readonly to?: Address | null;
  readonly input?: Hex;
  readonly gas?: bigint;
  readonly status?: 0 | 1;
  readonly code?: Hex;
  readonly skipped?: boolean;
  readonly frames?: readonly Partial<Frame>[];
  readonly sites?: readonly Partial<AccessSite>[];
  /** Changes a slot. */
  readonly changes?: boolean;
}

const FIRST = "0x11111111";
const SECOND = "0x22222222";

function execution(kind: "test" | "setup", ...sent: readonly Sent[]): ScenarioExecution {
  const base = makeExecution(
    sent.map(({ from = ALICE, to = TOKEN, input = FIRST }) => ({
      from,
      input,
      ...(to === null ? {} : { to }),
    })),
    { kind },
  );
  const { scenario, transactions } = base;
  return {
    ...base,
    scenario: {
      ...scenario,
      transactions: scenario.transactions.map((transaction, i) => ({
        ...transaction,
        before: preStateOf({ [sent[i]?.to ?? TOKEN]: { code: sent[i]?.code ?? "0x6000" } }),
      })),
    },
    transactions: transactions.map((_, i) => executed(sent[i] ?? {})),
  };
}

function executed(sent: Sent) {
  const { status = 1, gas = 100n, frames, sites = [], input = FIRST } = sent;
  if (sent.skipped === true) {
    return { verification: { kind: "skipped", cause: "rejected", reason: "" } } as const;
  }
  const result = resultOf({ fields: { input }, ...(frames === undefined ? {} : { frames }) });
  return {
    verification: { kind: "matched" },
    result: {
      ...result,
      outcome: { status, gasUsed: gas, logs: [] },
      accesses: {
        reads: [],
        writes:
          sent.changes === true ? [{ location: slot(0), kind: "set" as const, value: 1n }] : [],
      },
      attribution: { ...result.attribution, sites: sites.map(toSite) },
    },
  } as const;
}

function toSite(site: Partial<AccessSite>): AccessSite {
  return { location: slot(0), kind: "read", frame: 0, pc: 0, before: 0n, after: 0n, ...site };
}

/** Nothing is known of what is called but the address and the selector. */
const NAMELESS = () => ({});

/** Which transactions were taken, as index of the execution and of the transaction, and how often they occur. */
function shortly(executions: readonly ScenarioExecution[], calledBy = NAMELESS as CalledBy) {
  return selectCalls(executions, calledBy).map(({ transaction, origin, occurrences }) => {
    const at = executions.findIndex(({ scenario }) => scenario === origin);
    const index = executions[at]?.scenario.transactions.indexOf(transaction);
    return `${at}.${index} x${occurrences}`;
  });
}

type CalledBy = Parameters<typeof selectCalls>[1];

describe("selectCalls", () => {
  it("takes each path once, counts how often it was gone, the most gas in all first", () => {
    const run = [
      execution("test", { gas: 100n }, { input: SECOND, gas: 250n }, { from: BOB, gas: 100n }),
      execution("test", { gas: 100n }),
    ];
    // 3 x 100 against 250.
    assert.deepEqual(shortly(run), ["0.0 x3", "0.1 x1"]);
    assert.deepEqual(
      shortly([run[1] ?? execution("test"), execution("test", { input: SECOND, gas: 101n })]),
      ["1.0 x1", "0.0 x1"],
    );
  });

  it("takes a call that changes something for one that happens to change nothing", () => {
    const run = [execution("test", {}, { changes: true }, { changes: true }, {})];
    assert.deepEqual(shortly(run), ["0.1 x4"]);
  });

  it("keeps the order of those that take the same", () => {
    const run = [execution("test", { input: SECOND }, { input: FIRST })];
    assert.deepEqual(shortly(run), ["0.0 x1", "0.1 x1"]);
  });

  it("tells paths by functions that are called within and by places in the code", () => {
    const inner = (input: Hex, depth = 1) => [{}, { depth, input }];
    const run = [
      execution(
        "test",
        { frames: inner("0x33333333"), gas: 109n },
        { frames: inner("0x44444444"), gas: 108n },
        { frames: inner("0x33333333", 2), gas: 107n },
        { sites: [{ pc: 5 }], gas: 106n },
        { sites: [{ pc: 6 }], gas: 105n },
        { sites: [{ pc: 5, kind: "write" }], gas: 104n },
        { sites: [{ pc: 5 }, { pc: 6 }], gas: 103n },
      ),
    ];
    assert.deepEqual(
      shortly(run),
      [0, 1, 2, 3, 4, 5, 6].map((i) => `0.${i} x1`),
    );
  });

  it("takes words, locations, values and repetitions for no other path", () => {
    const run = [
      execution(
        "test",
        { sites: [{ pc: 5 }, { pc: 6 }] },
        {
          sites: [{ pc: 6, location: slot(4), after: 3n }, { pc: 5 }, { pc: 5, location: slot(3) }],
        },
        { input: inputOf("11111111", 8), sites: [{ pc: 5 }, { pc: 6 }] },
      ),
    ];
    assert.deepEqual(shortly(run), ["0.0 x3"]);
  });

  it("leaves out creations, what failed, what was not run, and what runs no code", () => {
    const run = [
      execution("test", { to: null }, { status: 0 }, { skipped: true }, { code: "0x" }, {}),
    ];
    assert.deepEqual(shortly(run), ["0.4 x1"]);
  });

  it("tells deployments apart by their names, if they have some", () => {
    const run = [execution("test", {}, { to: BOB }, { to: addressOf("0c"), gas: 90n })];
    assert.deepEqual(shortly(run), ["0.0 x1", "0.1 x1", "0.2 x1"]);
    const named = (_: ScenarioExecution, index: number) =>
      index === 2
        ? { contract: "a.sol:B", function: "f()" }
        : { contract: "a.sol:A", function: "f()" };
    assert.deepEqual(shortly(run, named), ["0.0 x2", "0.2 x1"]);
  });

  it("prefers one who passes somebody else to one who passes itself", () => {
    const input = (address: Address) => inputOf("11111111", address);
    const run = [
      execution("test", { input: input(ALICE) }, { input: input(BOB) }, { input: input(TOKEN) }),
    ];
    assert.deepEqual(shortly(run), ["0.1 x3"]);
    const itself = [execution("test", { input: input(ALICE) }, { input: input(ALICE) })];
    assert.deepEqual(shortly(itself), ["0.0 x2"]);
  });

  it("takes set-up only of functions that no test calls, wherever it stands", () => {
    const run = [
      execution("setup", { gas: 900n }, { input: SECOND, gas: 800n }),
      execution("test", { sites: [{ pc: 5 }] }),
      execution("setup", { gas: 900n }, { input: SECOND, gas: 800n }),
    ];
    assert.deepEqual(shortly(run), ["0.1 x2", "1.0 x1"]);
  });

  it("finds nothing in nothing", () => {
    assert.deepEqual(selectCalls([], NAMELESS), []);
    assert.deepEqual(selectCalls([execution("test")], NAMELESS), []);
  });

  it("keeps a call that another sender made, of the same deployment", () => {
    const elsewhere = addressOf("71");
    const calls = selectCalls(
      [
        execution(
          "test",
          { from: ALICE },
          { from: ALICE },
          { from: BOB, to: elsewhere },
          { from: BOB },
          { from: ALICE, input: SECOND },
          { from: BOB, input: SECOND, status: 0 },
        ),
      ],
      () => ({ contract: "a.sol:A", function: "f" }),
    );
    assert.deepEqual(
      calls.map(({ transaction, other, occurrences }) => [
        transaction.fields.input,
        other?.fields.from,
        other?.fields.to,
        occurrences,
      ]),
      [
        [FIRST, BOB, TOKEN, 4],
        [SECOND, undefined, undefined, 1],
      ],
    );
  });

  it("counts who called a function of one deployment, on whatever path, and what came through", () => {
    const elsewhere = addressOf("71");
    const sent = (...all: readonly Sent[]) =>
      selectCalls([execution("test", ...all)], NAMELESS).map(({ senders }) => senders);
    assert.deepEqual(sent({ from: ALICE }, { from: ALICE }), [1]);
    assert.deepEqual(sent({ from: ALICE }, { from: BOB, sites: [{ pc: 7 }] }), [2, 2]);
    assert.deepEqual(sent({ from: ALICE }, { from: BOB, to: elsewhere }), [1, 1]);
    assert.deepEqual(sent({ from: ALICE }, { from: BOB, status: 0 }), [1]);
  });
});
