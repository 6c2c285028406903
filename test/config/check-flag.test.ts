import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { checkFlag } from "../../src/internal/config/check-flag.ts";

const NONE = {
  network: "default",
  parallelEvm: false,
  parallelEvmCheck: false,
  parallelEvmReport: undefined,
  parallelEvmSnapshot: false,
};

describe("checkFlag", () => {
  it("lets pass what has no option for the report, or makes one", () => {
    checkFlag(NONE);
    checkFlag({ ...NONE, parallelEvm: true, parallelEvmCheck: true, parallelEvmReport: "json" });
    checkFlag({ ...NONE, network: "parallelEvm", parallelEvmSnapshot: true });
  });

  for (const [option, options] of [
    ["--parallel-evm-check", { parallelEvmCheck: true }],
    ["--parallel-evm-snapshot", { parallelEvmSnapshot: true }],
    ["--parallel-evm-report", { parallelEvmReport: "html" }],
  ] as const) {
    it(`refuses ${option} without the flag`, () => {
      assert.throws(
        () => {
          checkFlag({ ...NONE, ...options });
        },
        {
          code: "PE024",
          message: new RegExp(`^PE024: ${option} is for the report`),
        },
      );
    });
  }
});
