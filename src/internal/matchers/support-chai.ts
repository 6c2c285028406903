import type { ParallelRun } from "../model/parallel-run.ts";

import { asRun, type Check, noRun } from "./check.ts";
import { conflictFree } from "./conflict-free.ts";
import { conflictOn } from "./conflict-on.ts";
import { orderIndependent } from "./order-independent.ts";
import { reachSpeedup, type SpeedupOptions } from "./reach-speedup.ts";

type Checker = (run: ParallelRun) => Check;

/** Adds the matchers to chai: https://www.chaijs.com/guide/plugins/ */
export function supportChai(
  { Assertion, AssertionError }: Chai.ChaiStatic,
  utils: Chai.ChaiUtils,
): void {
  /** Gives the assertion itself where it has to be awaited; chai makes a new one to chain on otherwise. */
  const conclude = (
    assertion: Chai.AssertionStatic,
    check: Checker,
  ): Chai.AssertionStatic | undefined => {
    const given: unknown = utils.flag(assertion, "object");
    const negated = utils.flag(assertion, "negate") === true;
    const from: unknown = utils.flag(assertion, "ssfi");
    const settle = (value: unknown) => {
      const run = asRun(value);
      const found = run === undefined ? noRun(value) : check(run);
      // Not by `assertion.assert`: whatever is chained to it may have negated it meanwhile.
      if (negated ? !found.fails : !found.holds) {
        const message = negated ? found.negated : found.message;
        // The user's own words, as in `expect(run, "…")`.
        const said: unknown = utils.flag(assertion, "message");
        throw new AssertionError(
          typeof said === "string" ? `${said}: ${message}` : message,
          undefined,
          isFunction(from) ? from : undefined,
        );
      }
      return value;
    };
    if (!isPromise(given)) {
      settle(given);
      return undefined;
    }
    // As the other matchers of Hardhat: whoever awaits the assertion awaits the run. What is chained to it waits, too.
    const settled = given.then(settle);
    utils.flag(assertion, "object", settled);
    return Object.assign(assertion, {
      then: settled.then.bind(settled),
      catch: settled.catch.bind(settled),
    });
  };

  Assertion.addProperty("conflictFree", function () {
    return conclude(this, conflictFree);
  });
  Assertion.addProperty("orderIndependent", function () {
    return conclude(this, orderIndependent);
  });
  Assertion.addMethod("conflictOn", function (contract: string, path?: string) {
    return conclude(this, (run) => conflictOn(run, contract, path));
  });
  Assertion.addMethod("reachSpeedup", function (atLeast: number, options?: SpeedupOptions) {
    return conclude(this, (run) => reachSpeedup(run, atLeast, options));
  });
}

function isPromise(value: unknown): value is Promise<unknown> {
  return (
    typeof value === "object" &&
    value !== null &&
    "then" in value &&
    typeof value.then === "function"
  );
}

/** As chai types the place where a stack begins. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type
function isFunction(value: unknown): value is Function {
  return typeof value === "function";
}
