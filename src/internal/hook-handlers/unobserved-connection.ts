import type { ParallelEvm } from "../model/parallel-run.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";

/** The test API of a connection that is not observed: it says what to do about that. */
export class UnobservedConnection implements ParallelEvm {
  readonly #network: string;
  readonly #isSimulated: boolean;

  constructor(network: string, isSimulated: boolean) {
    this.#network = network;
    this.#isSimulated = isSimulated;
  }

  run(): Promise<never> {
    return this.#refuse();
  }

  crowd(): Promise<never> {
    return this.#refuse();
  }

  report(): Promise<never> {
    return this.#refuse();
  }

  #refuse(): Promise<never> {
    const code = this.#isSimulated ? "PE030" : "PE053";
    return Promise.reject(new ParallelEvmError(code, [this.#network]));
  }
}
