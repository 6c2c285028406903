import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { AccumulatorVerdict } from "../../src/internal/model/experiment.ts";
import type { AccumulatorInput } from "../../src/internal/model/report-input.ts";
import { buildEvidence } from "../../src/internal/report/build-evidence.ts";
import { address, makeExecution, slot } from "../analysis/make-execution.ts";

const { scenario } = makeExecution([{ from: address(1) }]);

const SUM = {
  kind: "commutative",
  field: { offset: 0, size: 32, inferred: false },
  own: -2n,
  deltas: [1n, 7n],
} as const;

/** The accumulators of a hotspot at which samples of one function were run. */
function accumulatorsOf(...verdicts: readonly AccumulatorVerdict[]) {
  const accumulators = verdicts.map((verdict): AccumulatorInput => {
    const question = { scenario, transaction: 0, location: slot(1) };
    const transaction = { index: 0, hash: "0x01" } as const;
    const finding = { question, scenario: scenario.id, transaction, verdict, seen: [] };
    const names = { group: "stock", function: "Shop.buy", field: "stock", at: "Shop.stock" };
    return { ...names, finding, places: [] };
  });
  const experiments = { orders: [], accumulators, sharings: [], leftOut: 0, ordersLeftOut: [] };
  return buildEvidence("stock", experiments).accumulators;
}

describe("buildEvidence", () => {
  it("tells a sum without bounds", () => {
    assert.deepEqual(accumulatorsOf(SUM), [
      {
        function: "Shop.buy",
        field: "stock",
        verdict: "commutative",
        again: null,
        samples: 1,
        into: [],
        places: [],
        deltas: ["1", "7"],
        bounds: [],
        own: "-2",
        reason: null,
      },
    ]);
  });

  it("tells bits that can be changed once only to decide on success, whatever other samples came to", () => {
    const bits = { ...SUM, kind: "bits", bits: "0x01" } as const;
    const told = accumulatorsOf({ ...bits, again: "fails" }, SUM);
    assert.deepEqual(
      told.map(({ verdict, again, into }) => ({ verdict, again, into })),
      [{ verdict: "bits", again: "fails", into: ["status"] }],
    );
    const [free] = accumulatorsOf({ ...bits, again: "stays" });
    assert.deepEqual([free?.again, free?.into], ["stays", []]);
  });

  it("says that it looks at the value where some calls add to it and some replace it", () => {
    const [told, ...others] = accumulatorsOf({ ...SUM, kind: "overwritten" }, SUM);
    assert.deepEqual(others, []);
    assert.deepEqual(
      [told?.verdict, told?.samples, told?.into, told?.places],
      ["flows", 2, ["storage"], ["Shop.stock"]],
    );
  });

  it("keeps the bounds that any sample met, whatever the verdict comes to", () => {
    const enough = { kind: "enough must be there", delta: -4n } as const;
    const room = { kind: "room must be left", delta: 253n } as const;
    const flows = { ...SUM, kind: "flows", places: [{ into: "log", log: 0, delta: 1n }] } as const;
    const [merged, ...others] = accumulatorsOf(
      { ...SUM, own: 2n, bound: room },
      { ...SUM, bound: enough },
      { ...SUM, bound: { ...enough, delta: -9n } },
      flows,
    );
    assert.deepEqual(others, []);
    assert.deepEqual([merged?.verdict, merged?.samples], ["flows", 4]);
    assert.deepEqual(merged?.bounds, [
      { kind: "enough must be there", delta: "-4" },
      { kind: "room must be left", delta: "253" },
    ]);
  });
});
