import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { SharedMemory } from "../../../src/internal/executor/memory/shared-memory.ts";
import { CONTROL } from "../../../src/internal/executor/memory/memory-layout.ts";
import { Lane } from "../../../src/internal/executor/scheduler/lane.ts";
import { AccessLog } from "../../../src/internal/executor/state/access-log.ts";
import { CodeSource } from "../../../src/internal/executor/state/code-source.ts";
import { CodeStore } from "../../../src/internal/executor/state/code-store.ts";
import {
  type LocationBook,
  sharedBook,
} from "../../../src/internal/executor/state/location-book.ts";
import { SequentialView, type StateView } from "../../../src/internal/executor/state/state-view.ts";
import { TransactionState } from "../../../src/internal/executor/state/transaction-state.ts";
import type { LocalRun } from "../../../src/internal/executor/vm/local-run.ts";
import { seededRandom } from "../../analysis/random.ts";

/* The scheduler, the multi-version memory and the state as they are; only threads and EVM are replaced:
   lanes are interleaved in this thread, at every access, in an order that a seed decides. Where they are
   stopped within the scheduler and the memory, see preemptions.test.ts. */

const SEEDS = 1_500;
const ACCOUNTS = 4;
const SLOTS = 3;

describe("lanes interleaved at random", () => {
  it(`end as one transaction after another does (${SEEDS} seeds)`, async () => {
    let reexecutions = 0;
    for (let seed = 1; seed <= SEEDS; seed++) reexecutions += await check(seed);
    assert(reexecutions > SEEDS, "hardly anything met");
  });
});

/** Returns the number of re-executions. */
async function check(seed: number): Promise<number> {
  const random = seededRandom(seed);
  const pick = (below: number) => random.below(below);
  const programs = Array.from({ length: 2 + pick(12) }, () => makeProgram(pick));
  const needs = { transactions: programs.length, accounts: ACCOUNTS, slots: 0, codeBytes: 0 };
  const lanes = 2 + pick(3);
  const memory = SharedMemory.create({ ...needs, lanes });
  for (let i = 0; i < ACCOUNTS; i++) {
    const index = memory.locations.addAccount(address(i));
    const base = { balance: BigInt(i) * 50n, nonce: 1n, code: 0n, exists: true, hasStorage: true };
    memory.locations.setAccountBase(index, base);
    for (let slot = 0; slot < SLOTS; slot++) {
      const number = memory.locations.addSlot(index, BigInt(slot));
      memory.locations.setSlotBase(number, BigInt(slot));
    }
  }
  const expected = await runSequentially(memory, programs);
  const actual = await runInterleaved(memory, programs, lanes, pick);
  assert.deepEqual(actual, expected, `seed ${seed}`);
  return Atomics.load(memory.words, CONTROL.executions) - programs.length;
}

/** What one access does; the value that was read last decides where the next one goes. */
type Step =
  | { readonly kind: "load" | "store" | "balance" | "clear" | "exists"; readonly at: number }
  | { readonly kind: "pay"; readonly at: number; readonly to: number; readonly amount: bigint };

function makeProgram(pick: (below: number) => number): Step[] {
  return Array.from({ length: 1 + pick(6) }, (): Step => {
    const at = pick(ACCOUNTS * SLOTS);
    const kind = (["load", "store", "load", "store", "pay", "balance", "exists", "clear"] as const)[
      pick(pick(4) === 0 ? 8 : 7)
    ];
    return kind === "pay" || kind === undefined
      ? { kind: "pay", at, to: pick(ACCOUNTS), amount: BigInt(pick(60)) }
      : { kind, at };
  });
}

async function runProgram(
  steps: readonly Step[],
  index: number,
  book: LocationBook,
  view: StateView,
  turn: () => Promise<void>,
): Promise<LocalRun> {
  const state = new TransactionState(false);
  const sender = book.account(address(99));
  const codes = new CodeSource(new CodeStore());
  state.begin({ book, view, codes, log: new AccessLog(false), sender, nonce: 0n, assured: false });
  let last = BigInt(index);
  for (const step of steps) {
    await turn();
    const place = (BigInt(step.at) + last) % BigInt(ACCOUNTS * SLOTS);
    const account = book.account(address(Number(place) % ACCOUNTS));
    const slot = place / BigInt(ACCOUNTS);
    switch (step.kind) {
      case "load":
        last = state.readSlot(account, slot);
        break;
      case "store":
        state.readSlot(account, slot);
        state.writeSlot(account, slot, (last * 7n + BigInt(index)) % 11n);
        break;
      case "balance":
        state.readBalanceExactly(account);
        last = state.balanceOf(account);
        break;
      case "exists":
        last = state.readExistence(account) ? 1n : 2n;
        break;
      case "clear":
        state.clearStorage(account);
        break;
      case "pay":
        pay(state, book, step, account);
    }
  }
  const end = { status: 1, gasUsed: last, createdAddress: undefined, logs: [] } as const;
  const { existenceChanges, ranCodes } = { existenceChanges: [], ranCodes: new Map() };
  const [reads, writes] = [state.reads(), state.writes()];
  return { kind: "done", ...end, existenceChanges, reads, writes, ranCodes };
}

/** As a CALL with value does: a debit where the balance suffices, and otherwise the balance was seen. */
function pay(
  state: TransactionState,
  book: LocationBook,
  { to, amount }: Extract<Step, { kind: "pay" }>,
  from: ReturnType<LocationBook["account"]>,
): void {
  if (state.balanceOf(from) < amount) {
    state.readBalanceExactly(from);
    return;
  }
  state.addBalance(from, -amount);
  state.addBalance(book.account(address(to)), amount);
}

async function runSequentially(memory: SharedMemory, programs: readonly Step[][]) {
  const view = new SequentialView();
  const book = sharedBook(memory, false);
  const runs: string[][] = [];
  for (const [index, program] of programs.entries()) {
    const run = await runProgram(program, index, book, view, () => Promise.resolve());
    if (run.kind === "done") view.commit(run.writes);
    runs.push(describeRun(run));
  }
  return runs;
}

async function runInterleaved(
  memory: SharedMemory,
  programs: readonly Step[][],
  lanes: number,
  pick: (below: number) => number,
) {
  const waiting: (() => void)[] = [];
  const turn = () =>
    new Promise<void>((resolve) => {
      waiting.push(resolve);
    });
  const workers = Array.from({ length: lanes }, (_, lane) => {
    const book = sharedBook(memory, true);
    return new Lane({
      memory,
      lane,
      dependencies: [],
      run: (index, view) => runProgram(programs[index] ?? [], index, book, view, turn),
      pause: turn,
    });
  });
  let working = lanes;
  const done = workers.map(async (worker) => {
    await worker.work();
    working--;
  });
  for (let steps = 0; working > 0; steps++) {
    assert(steps < 100_000, "it does not end");
    const [next] = waiting.splice(pick(Math.max(1, waiting.length)), 1);
    next?.();
    await settled();
  }
  await Promise.all(done);
  assert.equal(memory.failure, undefined);
  const runs: string[][] = [];
  for (const worker of workers) {
    for (const [index, run] of worker.finalRuns()) runs[index] = describeRun(run);
  }
  return runs;
}

/** All that could go on has gone on. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function describeRun(run: LocalRun): string[] {
  if (run.kind === "invalid") return [run.reason];
  const { reads, writes } = run;
  return [
    `result ${run.gasUsed}`,
    ...reads.map(({ cell, kind, value }) => `${kind} ${cell.key} ${value}`).sort(),
    ...writes.values.map(({ cell, value }) => `set ${cell.key} ${value}`).sort(),
    ...writes.balances.map(({ cell, delta }) => `add ${cell.key} ${delta}`).sort(),
    ...writes.cleared.map(({ address: cleared }) => `clear ${cleared}`).sort(),
  ];
}

function address(i: number): Uint8Array {
  return new Uint8Array(20).fill(i + 1);
}
