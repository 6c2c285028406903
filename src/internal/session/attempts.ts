import { ParallelEvmError } from "../primitives/plugin-error.ts";
import { stackOf } from "../primitives/stack-of.ts";

/** What is made beside the suite's own scenarios must not cost the report of those. */
export class Attempts {
  /** What failed, as sentences for the report's notes. */
  readonly failures: string[] = [];

  /** Undefined when it fails by a defect. */
  async attempt<Result>(what: string, make: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await make();
    } catch (error) {
      // It concerns the suite's scenarios as well.
      if (error instanceof ParallelEvmError) throw error;
      this.failures.push(
        `${what} could not be made, by a defect of this plugin: ${stackOf(error)}`,
      );
      return undefined;
    }
  }
}
