import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { LATER_FORKS } from "../executor/official/forks.ts";
import { PACKAGE } from "../executor/official/package-archive.ts";
import { runInEdr, runSuite } from "../executor/official/run-suite.ts";
import { everything, sample } from "../executor/official/sample.ts";
import { SUITES } from "../executor/official/suites.ts";

/* All official tests that npm has. Takes about half an hour on two cores. */
describe(`all official tests of ${PACKAGE.name} ${PACKAGE.version}`, () => {
  for (const suite of SUITES) {
    it(`come out as they say: ${suite.folder}`, async () => {
      const tally = await runSuite(suite, everything);
      assert.deepEqual(tally.failures, []);
      assert(tally.passed > 0);
    });
  }

  for (const fork of LATER_FORKS) {
    it(`come out as EDR says under the rules of ${fork}`, async () => {
      // Those that take long do so on each fork, and were run above.
      const tally = await runInEdr(fork, sample("", Infinity, 1_000_000n));
      assert.deepEqual(tally.failures, []);
      assert(tally.passed > 0);
    });
  }
});
