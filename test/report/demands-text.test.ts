import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { changeText, demandsText } from "../../src/internal/report/texts/demands-text.ts";
import { holdReport } from "../../src/internal/session/hold-report.ts";
import { makeReport } from "./make-report.ts";

describe("texts of what a team demands", () => {
  const textOf = (budgets: readonly { minSpeedup: number }[]) => {
    const report = makeReport();
    const demands = { budgets, snapshot: "there is none", compares: true };
    return demandsText({ ...report, ...holdReport(report, demands) });
  };

  it("take a snapshot that is missing for no budget", () => {
    assert.equal(textOf([]), "there is nothing to compare with");
    assert.equal(
      textOf([{ minSpeedup: 1 }]),
      "all demands of the budgets hold; there is nothing to compare with",
    );
    assert.equal(
      textOf([{ minSpeedup: 1 }, { minSpeedup: 1000 }]),
      "1 of 2 demands of the budgets broken; there is nothing to compare with",
    );
  });

  it("say whether a change is one for the worse", () => {
    const change = { fact: "hotspot A b", before: null, after: "there" } as const;
    assert.equal(changeText({ ...change, kind: "worse" }), "worse: hotspot A b: new");
    const gone = { fact: "hotspot A b", before: "there", after: null } as const;
    assert.equal(changeText({ ...gone, kind: "better" }), "better: hotspot A b: not any more");
  });
});
