import type { MeasureOptions, Measurement } from "../../model/measurement.ts";
import type { Scenario } from "../../model/scenario.ts";
import { CONTROL, MAX_LANES } from "../memory/memory-layout.ts";
import type { SharedMemory } from "../memory/shared-memory.ts";
import type { KnownDependencies } from "../scheduler/known-dependencies.ts";
import { askAll, type Crew, type LoadedScenario, unload } from "./crew.ts";
import { runLanes } from "./run-in-parallel.ts";

type Contender = keyof Measurement["ms"];

/**
 * Times a scenario's ways of being run, in turns, so that all of them share what the machine does
 * meanwhile. From telling the threads to start to the last one's word that it is done; the state before
 * the scenario is laid out beforehand, and results are not gathered.
 */
export async function measureScenario(
  crew: Crew,
  scenario: Scenario,
  dependencies: KnownDependencies,
  options: MeasureOptions,
  onProgress: (done: number, total: number) => void,
): Promise<Measurement> {
  const threads = crew.threads().slice(0, MAX_LANES);
  const hosted = crew.translator.translate(scenario, threads.length);
  const loaded = await Promise.all(threads.map((thread) => crew.load(hosted, thread)));
  const bout = new Bout(crew, scenario, loaded, dependencies);
  const rounds = options.warmup + options.rounds;
  for (let i = 0; i < rounds; i++) {
    if (i === options.warmup) bout.forget();
    await bout.round(options.stock);
    onProgress(i + 1, rounds);
  }
  await Promise.all(loaded.map(unload));
  return bout.measurement(options.rounds);
}

class Bout {
  readonly #crew: Crew;
  readonly #scenario: Scenario;
  readonly #loaded: readonly LoadedScenario[];
  readonly #dependencies: KnownDependencies;
  readonly #times = new Map<Contender, number[]>();
  #reexecutions: number[] = [];
  #failure: string | undefined;
  #memory: SharedMemory | undefined;

  constructor(
    crew: Crew,
    scenario: Scenario,
    loaded: readonly LoadedScenario[],
    dependencies: KnownDependencies,
  ) {
    this.#crew = crew;
    this.#scenario = scenario;
    this.#loaded = loaded;
    this.#dependencies = dependencies;
  }

  async round(stock: boolean): Promise<void> {
    const first = this.#loaded.slice(0, 1);
    if (stock) {
      await this.#time("stock", () => this.#ask(first, "run-stock"));
    }
    await this.#reset();
    await this.#time("sequential", () => this.#ask(first, "run-sequentially"));
    const memory = await this.#reset();
    await this.#time("parallel", () => this.#runLanes(memory, []));
    const executions = Atomics.load(memory.words, CONTROL.executions);
    this.#reexecutions.push(executions - this.#scenario.transactions.length);
    const informed = await this.#reset();
    await this.#time("informed", () => this.#runLanes(informed, this.#dependencies));
  }

  /** What was measured so far was the warm-up. */
  forget(): void {
    this.#times.clear();
    this.#reexecutions = [];
  }

  measurement(rounds: number): Measurement {
    const ms = (contender: Contender) => median(this.#times.get(contender) ?? []);
    return {
      rounds,
      ms: {
        ...(this.#times.has("stock") ? { stock: ms("stock") } : {}),
        sequential: ms("sequential"),
        parallel: ms("parallel"),
        informed: ms("informed"),
      },
      workers: this.#loaded.length,
      reexecutions: median(this.#reexecutions),
      ...(this.#failure === undefined ? {} : { failure: this.#failure }),
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
    await askAll(loaded, (id) => ({ kind, id, attribute: false }), nothing);
  }

  async #runLanes(memory: SharedMemory, dependencies: KnownDependencies): Promise<void> {
    this.#failure ??= await runLanes(this.#loaded, memory, dependencies);
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
