import type { ParallelRun } from "../model/parallel-run.ts";

import { asRun, type Check, noRun } from "./check.ts";
import { conflictFree } from "./conflict-free.ts";
import { conflictOn } from "./conflict-on.ts";
import { orderIndependent } from "./order-independent.ts";
import { reachSpeedup, type SpeedupOptions } from "./reach-speedup.ts";

type Checker = (run: ParallelRun) => Check;

/** Adds the matchers to chai: https://www.chaijs.com/guide/plugins/ */
export function supportChai({ Assertion }: Chai.ChaiStatic, utils: Chai.ChaiUtils): void {
  const conclude = (assertion: Chai.AssertionStatic, check: Checker): void => {
    const given: unknown = utils.flag(assertion, "object");
    const negated = utils.flag(assertion, "negate") === true;
    const settle = (value: unknown) => {
      const run = asRun(value);
      const {
        holds,
        fails,
        message,
        negated: opposite,
      } = run === undefined ? noRun(value) : check(run);
      // chai turns it round again where it is negated.
      const result = negated ? !fails : holds;
      assertion.assert(result, message, opposite, undefined, undefined, false);
    };
    if (!isPromise(given)) {
      settle(given);
      return;
    }
    // As the other matchers of Hardhat: whoever awaits the assertion awaits the run.
    const settled = given.then(settle);
    Object.assign(assertion, {
      then: settled.then.bind(settled),
      catch: settled.catch.bind(settled),
    });
  };

  Assertion.addProperty("conflictFree", function () {
    conclude(this, conflictFree);
  });
  Assertion.addProperty("orderIndependent", function () {
    conclude(this, orderIndependent);
  });
  Assertion.addMethod("conflictOn", function (contract: string, path?: string) {
    conclude(this, (run) => conflictOn(run, contract, path));
  });
  Assertion.addMethod("reachSpeedup", function (atLeast: number, options?: SpeedupOptions) {
    conclude(this, (run) => reachSpeedup(run, atLeast, options));
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
