import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { ReportFunctionPair, ReportOrder } from "../../src/internal/model/report.ts";
import { buildFunctions } from "../../src/internal/report/build-functions.ts";

const PAIR = { contract: "contracts/Escrow.sol:Escrow", a: "open", b: "refund" };

/** Two calls of the suite, which met at these paths. */
function orderAt(...paths: readonly string[]): ReportOrder {
  return {
    ...{ a: "Escrow.open", b: "Escrow.refund", verdict: "different success", tested: 1 },
    contracts: [PAIR.contract, PAIR.contract],
    ...{ paths, contract: null, source: null, details: [] },
    witness: {
      ...{ scenario: "1", title: "a test", file: null, earlier: "0x1", later: "0x2" },
      otherValue: null,
    },
  };
}

/** Two users of a crowd never met; two calls of the suite did, at these paths. */
function verdictOf(...paths: readonly string[]): Pick<ReportFunctionPair, "verdict" | "paths"> {
  const [pair, ...others] = buildFunctions([{ ...PAIR, runs: [] }], [orderAt(...paths)], []);
  assert(pair !== undefined && others.length === 0);
  return { verdict: pair.verdict, paths: pair.paths };
}

describe("buildFunctions, of calls that only the suite has meet", () => {
  it("has those meet always that meet at a variable", () => {
    const expected = { verdict: "always", paths: ["Escrow.phase"] };
    assert.deepEqual(verdictOf("Escrow.phase", "Escrow.deals[0].amount"), expected);
  });

  it("tells contracts apart that have one name", () => {
    const order = orderAt("Escrow.phase");
    const other = { ...PAIR, contract: "contracts/old/Escrow.sol:Escrow" };
    const verdicts = buildFunctions(
      [
        { ...PAIR, runs: [] },
        { ...other, runs: [] },
      ],
      [order],
      [],
    ).map(({ verdict }) => verdict);
    assert.deepEqual(verdicts, ["always", "never"]);
  });

  it("has those meet that name the same entry, and ether is enough for two", () => {
    const paths = ["Escrow.deals[0].amount"];
    assert.deepEqual(verdictOf(...paths, "Escrow.address(this).balance"), {
      verdict: "same argument",
      paths,
    });
    assert.deepEqual(verdictOf("Escrow.address(this).balance"), { verdict: "never", paths: [] });
  });
});
