import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { type FoundFinding, checkFindings } from "./check-findings.ts";
import { describeDifference } from "./table-check.ts";

const SALE = "contracts/Sale.sol:Sale";
const SOLD = { contract: SALE, variable: "sold", rule: "cap", functions: ["Sale.buy"] };
const PAID = { contract: SALE, variable: "balance", rule: "eth-balance", functions: ["Sale.buy"] };
const EXPECTED = { findings: [SOLD, PAID], silent: [] };

function differences(
  found: readonly FoundFinding[],
  isRule: (id: string) => boolean = () => true,
): string[] {
  return checkFindings(EXPECTED, found, isRule).differences.map(describeDifference);
}

describe("checkFindings", () => {
  const paid = { ...PAID, variable: "address(this).balance" };

  it("counts what is right, balances by their name, and what several slots of a variable say once", () => {
    assert.deepEqual(
      checkFindings(EXPECTED, [SOLD, SOLD, paid], () => true),
      {
        right: 2,
        differences: [],
      },
    );
  });

  it("tells what is missing, wrong, and too much", () => {
    const other = { ...SOLD, variable: "owner" };
    assert.deepEqual(differences([{ ...SOLD, rule: "global-counter" }, other]), [
      `sold of ${SALE}: expected cap in Sale.buy, found global-counter in Sale.buy`,
      `balance of ${SALE}: expected eth-balance in Sale.buy, found nothing`,
      `owner of ${SALE}: found cap, expected nothing`,
    ]);
    assert.deepEqual(differences([{ ...SOLD, functions: ["Sale.buy", "Sale.close"] }, paid]), [
      `sold of ${SALE}: expected cap in Sale.buy, found cap in Sale.buy, Sale.close`,
    ]);
  });

  it("leaves out orders, and variables of which rules speak that are not there", () => {
    const order = { ...SOLD, rule: "order-decides-success", variable: "Sale.sold" };
    const counter = { ...SOLD, rule: "global-counter" };
    assert.deepEqual(
      differences([order, counter, paid], (id) => id !== "cap"),
      [],
    );
  });
});
