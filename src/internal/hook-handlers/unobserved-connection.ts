import type { ParallelEvm } from "../model/parallel-run.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";

/** The test API of a connection that is not observed: it says what to do about that. */
export class UnobservedConnection implements ParallelEvm {
  readonly #network: string;

  constructor(network: string) {
    this.#network = network;
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
    return Promise.reject(new ParallelEvmError("PE030", [this.#network]));
  }
}
