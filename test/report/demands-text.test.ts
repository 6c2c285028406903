import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { ChangeKind, ReportBudget } from "../../src/internal/model/budget.ts";
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

  it("tell what is not known from what is broken, and why", () => {
    const change = { before: null, after: null, reason: null };
    const text = (budgets: readonly ReportBudget[], kinds: readonly ChangeKind[]) =>
      demandsText({
        ...makeReport(),
        budgets,
        comparison: {
          file: "snapshot",
          changes: kinds.map((kind, index) => ({ ...change, fact: String(index), kind })),
        },
      });
    const budget = { of: "Token", wanted: "no new hotspot", found: "none" };
    const [held, broken, unknown] = [
      { ...budget, holds: true, isKnown: true },
      { ...budget, holds: false, isKnown: true },
      { ...budget, holds: false, isKnown: false },
    ];
    assert.equal(
      text([held, broken, unknown], ["worse", "unknown", "unknown"]),
      "1 of 3 demands of the budgets broken; 1 of 3 demands of the budgets not known; " +
        "1 worse than in snapshot; of snapshot 2 not known",
    );
    assert.equal(
      text([held], ["lost", "better", "other"]),
      "all demands of the budgets hold; nothing worse than in snapshot",
    );
    const order = { fact: "order of A.f and A.g", before: "commutes", after: null };
    assert.equal(
      changeText({ ...order, kind: "unknown", reason: "crowds are off" }),
      "not known: order of A.f and A.g, commutes before: crowds are off",
    );
    const hotspot = { fact: "hotspot A b", before: "there", after: null };
    assert.equal(
      changeText({ ...hotspot, kind: "lost", reason: "A.f is not called any more" }),
      "lost: hotspot A b: A.f is not called any more",
    );
  });

  it("say whether a change is one for the worse", () => {
    const change = { fact: "hotspot A b", before: null, after: "there", reason: null } as const;
    assert.equal(changeText({ ...change, kind: "worse" }), "worse: hotspot A b: new");
    const gone = { fact: "hotspot A b", before: "there", after: null, reason: null } as const;
    assert.equal(changeText({ ...gone, kind: "better" }), "better: hotspot A b: not any more");
  });
});
