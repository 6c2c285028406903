import type { MeasureOptions, Measurement } from "../../model/measurement.ts";
import type { Scenario } from "../../model/scenario.ts";
import { reasonOf } from "../../primitives/reason-of.ts";
import { CONTROL, MAX_LANES } from "../memory/memory-layout.ts";
import type { SharedMemory } from "../memory/shared-memory.ts";
import type { ExecutionChoice } from "../scheduler/choose-execution.ts";
import type { KnownDependencies } from "../scheduler/known-dependencies.ts";
import { askAll, collect, type Crew, type LoadedScenario, unload } from "./crew.ts";
import { concludeRun, defectIn, runLanes } from "./run-in-parallel.ts";

type Contender = keyof Measurement["ms"];

/** So many rounds of the warm-up are enough for stock EthereumJS: one takes as long as ten of the others'. */
const STOCK_WARMUP = 3;

/**
 * Times a scenario's ways of being run, in turns, so that all of them share what the machine does
 * meanwhile. From telling the threads to start to the last one's word that it is done; the state before
 * the scenario is laid out beforehand, and results are not gathered. `choose` is part of what is timed as
 * hybrid. Stock EthereumJS has a thread of its own: the others change it, and its garbage would be theirs.
 *
 * A parallel run that is cut off has no time: then none is told, and no further one is tried. Rejects when
 * a thread dies, and when the executor's own way cannot be timed even sequentially.
 */
export async function measureScenario(
  crew: Crew,
  scenario: Scenario,
  choose: () => ExecutionChoice,
  options: MeasureOptions,
  onProgress: (done: number, total: number) => void,
): Promise<Measurement> {
  const threads = crew.threads().slice(0, MAX_LANES);
  const hosted = crew.translator.translate(scenario, threads.length);
  const loaded = await Promise.all(threads.map((thread) => crew.load(hosted, thread)));
  const spare = options.stock ? [await crew.load(hosted, crew.spareThread())] : [];
  try {
    const bout = new Bout(crew, scenario, { loaded, spare, choose });
    const rounds = options.warmup + options.rounds;
    for (let i = 0; i < rounds; i++) {
      if (i === options.warmup) bout.forget();
      await bout.round(i, i >= options.warmup - STOCK_WARMUP);
      onProgress(i + 1, rounds);
    }
    return bout.measurement(options.rounds);
  } finally {
    // Fails only where a thread is dead, and then there is nothing left to unload.
    await Promise.allSettled([...loaded, ...spare].map(unload));
  }
}

interface Contenders {
  /** On all threads. */
  readonly loaded: readonly LoadedScenario[];
  /** For stock EthereumJS; empty when it is left out. */
  readonly spare: readonly LoadedScenario[];
  readonly choose: () => ExecutionChoice;
}

class Bout {
  readonly #crew: Crew;
  readonly #scenario: Scenario;
  readonly #loaded: readonly LoadedScenario[];
  readonly #spare: readonly LoadedScenario[];
  readonly #choose: () => ExecutionChoice;
  readonly #times = new Map<Contender, number[]>();
  #reexecutions: number[] = [];
  #failure: string | undefined;
  #memory: SharedMemory | undefined;

  constructor(crew: Crew, scenario: Scenario, { loaded, spare, choose }: Contenders) {
    this.#crew = crew;
    this.#scenario = scenario;
    this.#loaded = loaded;
    this.#spare = spare;
    this.#choose = choose;
  }

  async round(index: number, withStock: boolean): Promise<void> {
    const contenders: (() => Promise<void>)[] = [
      () => this.#sequential(),
      () => this.#parallel(index === 0),
      () => this.#hybrid(),
    ];
    if (withStock && this.#spare.length > 0) contenders.push(() => this.#stock());
    // Each has each of the others before it in turn: a run leaves garbage for the next one.
    const first = index % contenders.length;
    for (const run of [...contenders.slice(first), ...contenders.slice(0, first)]) await run();
  }

  async #stock(): Promise<void> {
    await this.#time("stock", () => this.#ask(this.#spare, "run-stock"));
  }

  async #sequential(): Promise<void> {
    await this.#reset();
    await this.#time("sequential", () => this.#runSequentially());
  }

  /** `isChecked`: all that came of it is looked at, not only what the threads say of themselves. */
  async #parallel(isChecked: boolean): Promise<void> {
    if (this.#failure !== undefined) return;
    const memory = await this.#reset();
    await this.#time("parallel", () => this.#runLanes(memory, []));
    const executions = Atomics.load(memory.words, CONTROL.executions);
    this.#reexecutions.push(executions - this.#scenario.transactions.length);
    if (isChecked) await this.#check(memory);
  }

  /** Above all the nonces, which are the scenario's own, and so right or wrong in each round. */
  async #check(memory: SharedMemory): Promise<void> {
    if (this.#failure !== undefined) return;
    const attempt = concludeRun(
      await Promise.all(this.#loaded.map(collect)),
      memory,
      this.#scenario,
    );
    if (attempt.kind === "failed") this.#failure = attempt.reason;
  }

  async #hybrid(): Promise<void> {
    if (this.#failure !== undefined) return;
    const memory = await this.#reset();
    await this.#time("hybrid", () => this.#runAsChosen(memory));
  }

  /** What was measured so far was the warm-up. */
  forget(): void {
    this.#times.clear();
    this.#reexecutions = [];
  }

  measurement(rounds: number): Measurement {
    const ms = (contender: Contender) => median(this.#times.get(contender) ?? []);
    const always = {
      ...(this.#times.has("stock") ? { stock: ms("stock") } : {}),
      sequential: ms("sequential"),
    };
    const how = { rounds, choice: this.#choose().kind, workers: this.#loaded.length };
    const failure = this.#failure;
    // Rounds before the one that failed may have times: of something that cannot be relied upon.
    if (failure !== undefined) return { ...how, ms: always, failure };
    const reexecutions = median(this.#reexecutions);
    return {
      ...how,
      ms: { ...always, parallel: ms("parallel"), hybrid: ms("hybrid") },
      reexecutions,
    };
  }

  /** Fresh memory for the next run; that of the last one is free again. */
  async #reset(): Promise<SharedMemory> {
    const { translator } = this.#crew;
    const before = this.#memory;
    const memory = translator.memoryFor(this.#scenario, this.#loaded.length);
    await askAll(this.#loaded, (id) => ({ kind: "reset", id, memory: memory.handle }), nothing);
    if (before !== undefined) translator.giveBack(before.handle);
    this.#memory = memory;
    return memory;
  }

  async #ask(
    loaded: readonly LoadedScenario[],
    kind: "run-stock" | "run-sequentially",
  ): Promise<void> {
    const replies = await askAll(loaded, (id) => ({ kind, id, attribute: false }), nothing);
    const defect = defectIn(replies);
    // What EthereumJS had to run instead took the time of something else.
    if (defect !== undefined) throw new Error(defect);
  }

  #runSequentially(): Promise<void> {
    return this.#ask(this.#loaded.slice(0, 1), "run-sequentially");
  }

  async #runAsChosen(memory: SharedMemory): Promise<void> {
    const choice = this.#choose();
    if (choice.kind === "sequential") await this.#runSequentially();
    else await this.#runLanes(memory, choice.dependencies);
  }

  async #runLanes(memory: SharedMemory, dependencies: KnownDependencies): Promise<void> {
    try {
      this.#failure = await runLanes(this.#loaded, memory, dependencies);
    } catch (error) {
      // A thread that lives has only given up its part.
      if (!this.#loaded.every(({ thread }) => thread.alive)) throw error;
      this.#failure = reasonOf(error);
    }
  }

  async #time(contender: Contender, run: () => Promise<void>): Promise<void> {
    const start = performance.now();
    await run();
    const times = this.#times.get(contender) ?? [];
    times.push(performance.now() - start);
    this.#times.set(contender, times);
  }
}

function nothing(): void {
  // A thread that fails ends the measurement by its rejection.
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}
