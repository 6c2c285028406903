import type { Hex, LocationKey } from "../../model/location.ts";
import type { ChainParameters } from "../../model/scenario.ts";
import { toWord } from "../../primitives/hex.ts";
import { VersionedMemory } from "../memory/versioned-memory.ts";
import { CodeStore } from "../state/code-store.ts";
import { StateView } from "../state/state-view.ts";
import { TransactionRunner } from "../vm/transaction-runner.ts";
import type {
  HostedScenario,
  HostedTransaction,
  MemoryUpdate,
  RunResult,
  SequentialRun,
} from "./hosted-scenario.ts";
import { wrongNonce } from "./wrong-nonce.ts";

/**
 * Runs transactions of loaded scenarios on one thread. The thread's copy of a scenario's
 * multi-version memory is kept up to date by the updates that come with each request.
 */
export class ScenarioHost {
  readonly #codes = new CodeStore();
  readonly #runners = new Map<string, Promise<TransactionRunner>>();
  readonly #toldCodes = new Set<Hex>();
  readonly #scenarios = new Map<number, { scenario: HostedScenario; memory: VersionedMemory }>();

  load(id: number, scenario: HostedScenario): void {
    for (const [hash, code] of scenario.codes) this.#codes.addHex(hash, code);
    this.#scenarios.set(id, { scenario, memory: new VersionedMemory() });
  }

  unload(id: number): void {
    this.#scenarios.delete(id);
  }

  /** One after another, each on what the ones before it left: the oracle of the parallel run. */
  async runSequentially(id: number): Promise<SequentialRun> {
    const { scenario } = this.#loaded(id);
    const memory = new VersionedMemory();
    const results: RunResult[] = [];
    const witnessDifferences: (string | undefined)[] = [];
    for (const [index, transaction] of scenario.transactions.entries()) {
      const view = new StateView(scenario.base, memory, index);
      witnessDifferences.push(witnessDifference(transaction.witness, view));
      const reason = wrongNonce(scenario, memory, index);
      const run: RunResult =
        reason === undefined
          ? this.#withNewCodes(await this.#run(scenario, transaction, view, scenario.attribute))
          : { kind: "invalid", reason, unsupported: false };
      if (run.kind === "done") memory.record(index, run.result.accesses.writes);
      results.push(run);
    }
    return { results, witnessDifferences };
  }

  /** One incarnation of one transaction, on the memory as it is after the updates. */
  async execute(id: number, updates: readonly MemoryUpdate[], index: number): Promise<RunResult> {
    const { scenario, memory } = this.#loaded(id);
    for (const update of updates) this.#apply(memory, update);
    const transaction = scenario.transactions[index];
    if (transaction === undefined) throw new Error(`Scenario ${id} has no transaction ${index}`);
    return this.#run(scenario, transaction, new StateView(scenario.base, memory, index), false);
  }

  /** The same few contracts run again and again, and what is told crosses to another thread. */
  #withNewCodes(run: RunResult): RunResult {
    if (run.kind !== "done") return run;
    const ranCodes = new Map([...run.ranCodes].filter(([hash]) => !this.#toldCodes.has(hash)));
    for (const hash of ranCodes.keys()) this.#toldCodes.add(hash);
    return { ...run, ranCodes };
  }

  #apply(memory: VersionedMemory, update: MemoryUpdate): void {
    if (update.kind === "estimate") {
      memory.markEstimates(update.writer);
      return;
    }
    for (const code of update.newCodes.values()) this.#codes.add(code);
    memory.record(update.writer, update.writes);
  }

  async #run(
    scenario: HostedScenario,
    transaction: HostedTransaction,
    view: StateView,
    attribute: boolean,
  ): Promise<RunResult> {
    const runner = await this.#runnerFor(scenario.chain);
    return runner.run(transaction, view, scenario.blockHashes, attribute);
  }

  #runnerFor(chain: ChainParameters): Promise<TransactionRunner> {
    const key = `${chain.chainId} ${chain.hardfork} ${chain.allowUnlimitedContractSize}`;
    const known = this.#runners.get(key);
    if (known !== undefined) return known;
    const created = TransactionRunner.create(chain, this.#codes);
    this.#runners.set(key, created);
    return created;
  }

  #loaded(id: number) {
    const loaded = this.#scenarios.get(id);
    if (loaded === undefined) throw new Error(`Scenario ${id} was not loaded`);
    return loaded;
  }
}

function witnessDifference(
  witness: ReadonlyMap<LocationKey, bigint>,
  view: StateView,
): string | undefined {
  for (const [location, expected] of witness) {
    const actual = view.read(location);
    if (actual !== expected) {
      return `${location} before it: expected ${toWord(expected)}, got ${toWord(actual)}`;
    }
  }
  return undefined;
}
