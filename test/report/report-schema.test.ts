import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { makePageData } from "./make-page-report.ts";
import { makeBusyReport, makeReport } from "./make-report.ts";
import { asReport } from "./report-schema.ts";

describe("the published schema", () => {
  it("fits reports", () => {
    for (const report of [makeReport(), makeBusyReport(), makePageData().report]) {
      assert.equal(asReport(report), report);
    }
  });

  it("lets fields be added, but none be missing or something else", () => {
    const report = makeBusyReport();
    assert.doesNotThrow(() => asReport({ ...report, more: 1 }));
    const { contracts, ...without } = report;
    assert.deepEqual(contracts, []);
    assert.throws(() => asReport(without), /must have required property 'contracts'/);
    assert.throws(() => asReport({ ...report, schemaVersion: 2 }), /schemaVersion must be/);
    const [first, ...others] = report.functions;
    const functions = [{ ...first, verdict: "sometimes" }, ...others];
    assert.throws(() => asReport({ ...report, functions }), /verdict must be equal to one of/);
  });
});
