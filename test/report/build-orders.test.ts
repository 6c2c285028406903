import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { OrderVerdict, OtherValue } from "../../src/internal/model/experiment.ts";
import type { OrderInput } from "../../src/internal/model/report-input.ts";
import { toWord } from "../../src/internal/primitives/hex.ts";
import { buildOrders } from "../../src/internal/report/build-orders.ts";
import { address, makeExecution } from "../analysis/make-execution.ts";

const BOARD = "contracts/Board.sol:Board";

const { scenario } = makeExecution([{ from: address(1) }, { from: address(2) }]);

function orderOf(verdict: OrderVerdict, otherValue?: OtherValue): OrderInput {
  const [earlier, later] = [0, 1].map((index) => ({ index, hash: toWord(BigInt(index)) }));
  assert(earlier !== undefined && later !== undefined);
  const witness = {
    scenario: scenario.id,
    earlier,
    later,
    prefix: "before earlier",
    ...(otherValue === undefined ? {} : { otherValue }),
  } as const;
  const finding = { question: { scenario, earlier: 0, later: 1 }, witness, verdict, seen: [] };
  const names = { earlier: "Board.setQuote", later: "Board.setQuote", title: "a test" };
  const contracts = { earlier: BOARD, later: BOARD };
  return { ...names, contracts, finding, details: [verdict.kind], meetings: [] };
}

describe("buildOrders", () => {
  it("keeps the value that it takes to see a difference, with the worst of the samples", () => {
    const value = { of: "later", word: 0, recorded: toWord(5n), value: toWord(6n) } as const;
    const [order, ...others] = buildOrders([
      orderOf({ kind: "commutes" }),
      orderOf({ kind: "different outcome", differences: [] }, value),
      orderOf({ kind: "commutes" }),
    ]);
    assert.deepEqual(others, []);
    assert.deepEqual(
      [order?.verdict, order?.tested, order?.details, order?.witness.otherValue],
      ["different outcome", 3, ["different outcome"], value],
    );
  });

  it("tells contracts apart that have one name", () => {
    const OLD = "contracts/old/Board.sol:Board";
    const ofOld = { ...orderOf({ kind: "commutes" }), contracts: { earlier: OLD, later: OLD } };
    const ofBoth = { ...ofOld, contracts: { earlier: OLD, later: BOARD } };
    const worse = orderOf({ kind: "different outcome", differences: [] });
    assert.deepEqual(
      buildOrders([ofOld, worse, ofBoth]).map(({ contracts, verdict }) => [verdict, ...contracts]),
      [
        ["different outcome", BOARD, BOARD],
        ["commutes", BOARD, OLD],
        ["commutes", OLD, OLD],
      ],
    );
  });

  it("has none where the calls are as they were", () => {
    const [order] = buildOrders([orderOf({ kind: "commutes" })]);
    assert.equal(order?.witness.otherValue, null);
  });
});
