import type { VirtualIncarnation } from "../../model/execution.ts";
import type { Hex, LocationKey } from "../../model/location.ts";
import { parseLocationKey } from "../../model/location.ts";
import type { ChainParameters } from "../../model/scenario.ts";
import { toWord } from "../../primitives/hex.ts";
import { CodeRegistry } from "../memory/code-registry.ts";
import { type MemoryHandle, SharedMemory } from "../memory/shared-memory.ts";
import { CodeSource } from "../state/code-source.ts";
import { CodeStore } from "../state/code-store.ts";
import { type LocationBook, sharedBook } from "../state/location-book.ts";
import { SequentialView } from "../state/state-view.ts";
import { areMethodsLent } from "../vm/lean-interpreter.ts";
import type { LocalRun } from "../vm/local-run.ts";
import { StockRunner } from "../vm/stock-runner.ts";
import { TransactionRunner } from "../vm/transaction-runner.ts";
import { type Defect, firstDefect } from "./defect.ts";
import { type CollectedRuns, encodeRuns } from "./encode-runs.ts";
import type { HostedScenario, TransactionToRun } from "./hosted-scenario.ts";
import type { KnownDependencies } from "./known-dependencies.ts";
import { Lane, type RunOnView } from "./lane.ts";
import { runVirtually } from "./run-virtually.ts";

/** Each costs a lane a new virtual machine. */
const MAX_DEFECTS = 8;

interface Loaded {
  readonly scenario: HostedScenario;
  memory: SharedMemory;
  /** What the last run gave, until it is collected. */
  runs: ReadonlyMap<number, LocalRun>;
  witnessDifferences: (string | undefined)[];
  defect: Defect | undefined;
}

/** Runs loaded scenarios, or its part of them, on one thread. */
export class ScenarioHost {
  readonly #codes = new CodeStore();
  readonly #runners = new Map<string, Promise<TransactionRunner>>();
  readonly #stockRunners = new WeakMap<HostedScenario, Promise<StockRunner>>();
  readonly #scenarios = new Map<number, Loaded>();
  /** Codes that somebody collected, by keccak256. */
  readonly #collected = new Set<Hex>();

  load(id: number, scenario: HostedScenario): void {
    for (const [hash, code] of scenario.codes) this.#codes.addKnown(hash, code);
    const memory = new SharedMemory(scenario.memory);
    const nothing = { runs: new Map(), witnessDifferences: [], defect: undefined };
    this.#scenarios.set(id, { scenario, memory, ...nothing });
  }

  /** Gives a loaded scenario fresh memory, so that it can be run once more. */
  reset(id: number, memory: MemoryHandle): void {
    this.#loaded(id).memory = new SharedMemory(memory);
  }

  unload(id: number): void {
    this.#scenarios.delete(id);
  }

  /**
   * One after another, each on what the ones before it left: the oracle of the parallel run. What the
   * executor's own path has a defect for is run by EthereumJS's `runTx`; the first of these is returned.
   */
  async runSequentially(id: number, attribute: boolean): Promise<Defect | undefined> {
    const loaded = this.#loaded(id);
    const { scenario, memory } = loaded;
    const book = sharedBook(memory, false);
    const view = new SequentialView();
    const runner = await this.#runnerFor(scenario.chain);
    const codes = new CodeSource(this.#codes);
    const context = { book, view, codes, blockHashes: scenario.blockHashes, attribute };
    const runs = new Map<number, LocalRun>();
    loaded.witnessDifferences = [];
    loaded.defect = undefined;
    for (const [index, transaction] of scenario.transactions.entries()) {
      loaded.witnessDifferences.push(witnessDifference(scenario.witnesses[index], book));
      let run = wrongNonce(transaction, book) ?? (await runner.run(transaction, context));
      if (run.kind === "invalid" && run.cause === "defect") {
        loaded.defect ??= { index, reason: run.reason };
        run = await runner.run(transaction, context, "runTx");
      }
      if (run.kind === "done") view.commit(run.writes);
      runs.set(index, run);
    }
    loaded.runs = runs;
    return loaded.defect;
  }

  /**
   * This thread's part of the parallel run, in step with other threads through the shared memory. Returns
   * the first defect that lasted; what was met on a state that did not is no matter.
   */
  async runLane(
    id: number,
    lane: number,
    dependencies: KnownDependencies,
  ): Promise<Defect | undefined> {
    const loaded = this.#loaded(id);
    const { memory } = loaded;
    try {
      const [run] = await this.#makeRuns(loaded, 1);
      if (run === undefined) throw new Error("There is no lane");
      const worker = new Lane({ memory, lane, dependencies, run });
      await worker.work();
      loaded.runs = worker.finalRuns();
      return firstDefect(loaded.runs);
    } catch (error) {
      // The others would wait for this thread's task for ever.
      memory.fail("error");
      throw error;
    }
  }

  /** The whole parallel run on this thread alone, on virtual time; see {@link runVirtually}. */
  async runVirtually(id: number): Promise<readonly VirtualIncarnation[]> {
    const loaded = this.#loaded(id);
    const { memory } = loaded;
    const runs = await this.#makeRuns(loaded, memory.layout.lanes);
    const virtual = await runVirtually(memory, runs);
    loaded.runs = virtual.runs;
    return virtual.timeline;
  }

  /**
   * With nothing of ours but a simple state: what the others are compared with. Throws on a thread that
   * ran anything else before, as EthereumJS is no longer as published there.
   */
  async runStock(id: number): Promise<void> {
    if (areMethodsLent()) throw new Error("EthereumJS was changed on this thread");
    const { scenario } = this.#loaded(id);
    const known = this.#stockRunners.get(scenario);
    const runner = known ?? StockRunner.create(scenario, this.#codes);
    this.#stockRunners.set(scenario, runner);
    await (await runner).run();
  }

  /** What the last run gave. Codes are in it the first time that they run: the scenarios of a suite share them. */
  collect(id: number): CollectedRuns {
    const loaded = this.#loaded(id);
    const { runs, witnessDifferences, defect } = loaded;
    loaded.runs = new Map();
    const { ranCodes, ...encoded } = encodeRuns(runs);
    const newCodes = new Map([...ranCodes].filter(([hash]) => !this.#collected.has(hash)));
    for (const hash of newCodes.keys()) this.#collected.add(hash);
    const collected = { ...encoded, newCodes, witnessDifferences };
    return defect === undefined ? collected : { ...collected, defect };
  }

  /** What so many lanes of this thread run transactions of a scenario with, one lane at a time. */
  async #makeRuns({ scenario, memory }: Loaded, lanes: number): Promise<RunOnView[]> {
    const { blockHashes, transactions } = scenario;
    const codes = new CodeSource(this.#codes, new CodeRegistry(memory));
    const runner = await this.#runnerFor(scenario.chain);
    let defects = 0;
    return Array.from({ length: lanes }, (): RunOnView => {
      const book = sharedBook(memory, true);
      return async (index, view) => {
        const transaction = transactions[index];
        if (transaction === undefined) throw new Error(`There is no transaction ${index}`);
        const context = { book, view, codes, blockHashes, attribute: false };
        const run = await runner.run(transaction, context);
        // On a state that will not last, anything may happen; but not again and again.
        if (run.kind === "invalid" && run.cause === "defect" && ++defects > MAX_DEFECTS) {
          throw new Error(run.reason);
        }
        return run;
      };
    });
  }

  #runnerFor(chain: ChainParameters): Promise<TransactionRunner> {
    const key = `${chain.chainId} ${chain.hardfork} ${chain.allowUnlimitedContractSize}`;
    const known = this.#runners.get(key);
    if (known !== undefined) return known;
    const created = TransactionRunner.create(chain, this.#codes);
    this.#runners.set(key, created);
    return created;
  }

  #loaded(id: number): Loaded {
    const loaded = this.#scenarios.get(id);
    if (loaded === undefined) throw new Error(`Scenario ${id} was not loaded`);
    return loaded;
  }
}

/** The runner takes the sender's nonce from the transaction; whoever commits it checks it. */
function wrongNonce({ fields }: TransactionToRun, book: LocationBook): LocalRun | undefined {
  const actual = book.accountAt(fields.from).nonce.committed;
  if (actual === BigInt(fields.nonce)) return undefined;
  const reason = `its nonce is ${BigInt(fields.nonce)}, but the account's is ${actual}`;
  return { kind: "invalid", cause: "rejected", reason, reads: [] };
}

function witnessDifference(
  witness: ReadonlyMap<LocationKey, bigint> | undefined,
  book: LocationBook,
): string | undefined {
  for (const [location, expected] of witness ?? []) {
    const actual = committedAt(location, book);
    if (actual !== expected) {
      return `${location} before it: expected ${toWord(expected)}, got ${toWord(actual)}`;
    }
  }
  return undefined;
}

function committedAt(key: LocationKey, book: LocationBook): bigint {
  const location = parseLocationKey(key);
  const account = book.accountAt(location.address);
  return location.kind === "storage"
    ? book.slot(account, BigInt(location.slot)).committed
    : account[location.kind].committed;
}
