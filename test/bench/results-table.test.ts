import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { sumOf } from "./figures.ts";
import type { MeasuredCase } from "./measure-case.ts";
import { renderHeader, renderResult, renderRow } from "./results-table.ts";

const FIRST = measured("4864590", 8e6, { stock: 400, sequential: 40, parallel: 20, hybrid: 16 });
const SECOND = measured("5283152", 4e6, { stock: 200, sequential: 60, parallel: 60, hybrid: 50 });

describe("table of the benchmark", () => {
  it("has a row a case, with what follows from its times", () => {
    assert.equal(
      [renderHeader("block"), renderRow(FIRST), renderRow(SECOND)].join("\n"),
      `                                ms, medians ──────────────────────  ratios ─────────────────────────           Mgas/s ───────────
block              txs    Mgas     stock      seq      par  hybrid  stock÷seq seq÷par seq÷hyb choice  re-runs   stock   seq   par
4864590            100     8.0     400.0     40.0     20.0    16.0      10.00    2.00    2.50    par        3      20   200   400
5283152            100     4.0     200.0     60.0     60.0    50.0       3.33    1.00    1.20    par        3      20    67    67`,
    );
  });

  it("adds times up before it takes ratios", () => {
    const sum = sumOf([FIRST, SECOND]);
    assert(sum !== undefined);
    assert.equal(
      renderRow(sum),
      "sum of 2           200    12.0     600.0    100.0     80.0    66.0       6.00    1.25    1.52      –        6      20   120   150",
    );
  });

  it("shows no time of what was not run, and leaves it out of sums", () => {
    const { reexecutions, ms, ...measurement } = SECOND.measurement;
    assert(reexecutions !== undefined);
    const { stock = 0, sequential } = ms;
    const failed = {
      ...SECOND,
      measurement: { ...measurement, ms: { stock, sequential }, failure: "a thread died" },
    };
    assert.equal(
      renderRow(failed),
      `5283152            100     4.0     200.0     60.0        –       –       3.33       –       –    par        –      20    67     –
  parallel runs were cut off: a thread died`,
    );
    assert.equal(sumOf([FIRST, failed])?.name, "sum of 1");
    assert.equal(sumOf([failed]), undefined);

    const withoutStock = measured("1", 1e6, { sequential: 10, parallel: 5, hybrid: 5 });
    assert.equal(sumOf([FIRST, withoutStock])?.measurement.ms.stock, undefined);
  });

  it("says why something was not measured", () => {
    assert.equal(
      renderResult({ kind: "failed", name: "mix", reason: "transaction 3: status" }),
      "mix              not measured: transaction 3: status",
    );
  });
});

function measured(name: string, gas: number, ms: MeasuredCase["measurement"]["ms"]): MeasuredCase {
  return {
    name,
    transactions: 100,
    gas,
    measurement: { rounds: 5, workers: 2, ms, choice: "parallel", reexecutions: 3 },
  };
}
