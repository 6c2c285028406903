import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { type TableName, checkTable } from "./check-tables.ts";
import type { ExpectedTables } from "./expected-tables.ts";
import type { FoundHotspot, FoundTables } from "./found-tables.ts";
import { scoreOf } from "./score.ts";
import { describeDifference } from "./table-check.ts";

const SALE = "contracts/Sale.sol:Sale";

const EXPECTED: ExpectedTables = {
  tests: { passing: 1, failing: 0, pending: 0 },
  hotspots: [
    {
      contract: SALE,
      variable: "sold",
      path: "sold",
      packed: ["owner", "sold"],
      functions: ["Sale.buy"],
    },
  ],
  mustNotReport: [{ contract: SALE, variable: "bought" }],
  crowdHotspots: [
    { contract: SALE, variable: "list", path: "list[0]", optional: true, functions: ["Sale.buy"] },
  ],
  notForCrowds: [{ contract: SALE, function: "close", cause: "owner-only" }],
  matrix: [
    { contract: SALE, a: "buy", b: "buy", verdict: "always", variables: ["sold"] },
    { contract: SALE, a: "give", b: "give", verdict: "same argument", variables: ["bought"] },
  ],
  namingTheOther: [{ contract: SALE, a: "buy", b: "give" }],
  orders: [
    { contract: SALE, a: "buy", b: "buy", verdict: "different success", inOneBlock: "commutes" },
  ],
  accumulators: [
    {
      contract: SALE,
      variable: "sold",
      function: "buy",
      verdict: "flows",
      into: ["status"],
      alsoInto: ["storage"],
    },
  ],
};

const SOLD: FoundHotspot = {
  class: "storage",
  contract: SALE,
  variable: "owner, sold",
  path: "owner, sold",
  slot: "0x00",
  packed: ["owner", "sold"],
  functions: ["Sale.buy"],
  accumulators: [
    { function: "Sale.buy", field: "sold", verdict: "flows", into: ["return", "status"] },
    { function: "Sale.close", field: "owner", verdict: "read-only", into: [] },
  ],
};

const FOUND: FoundTables = {
  hotspots: [SOLD],
  functions: [
    { contract: SALE, a: "Sale.buy", b: "Sale.buy", verdict: "always", paths: ["Sale.owner"] },
    {
      contract: SALE,
      a: "Sale.buy",
      b: "Sale.give",
      verdict: "same argument",
      paths: ["Sale.bought[arg:to]"],
    },
    {
      contract: SALE,
      a: "Sale.give",
      b: "Sale.give",
      verdict: "same argument",
      paths: ["Sale.bought[arg:to]"],
    },
  ],
  orders: [
    { a: "Sale.buy", b: "Sale.buy", verdict: "commutes" },
    { a: "Sale.buy", b: "Sale.give", verdict: "commutes" },
  ],
  crowds: { notForCrowds: [{ contract: SALE, function: "Sale.close", cause: "owner-only" }] },
};

const NOTHING: FoundTables = { hotspots: [], functions: [], orders: [], crowds: null };

describe("comparison with the tables", () => {
  it("finds no difference where there is none", () => {
    const rights = differencesOf(FOUND);
    assert.deepEqual(rights, []);
    assert.equal(checkTable("matrix", EXPECTED, FOUND).right, 2);
    assert.equal(checkTable("mustNotReport", EXPECTED, FOUND).right, 1);
  });

  it("misses all that is not reported, but for what is optional", () => {
    assert.deepEqual(differencesOf(NOTHING), [
      `storage ${SALE} sold: expected Sale.buy, found nothing`,
      `Sale.close of ${SALE}: expected owner-only, found nothing`,
      `Sale.buy x Sale.buy of ${SALE}: expected always at sold, found nothing`,
      `Sale.give x Sale.give of ${SALE}: expected same argument at bought, found nothing`,
      "Sale.buy x Sale.buy: expected different success, found nothing",
      `sold of ${SALE} in Sale.buy: expected flows into status, found nothing`,
    ]);
  });

  it("tells hotspots too many, unwanted ones, and other functions", () => {
    const bought = { ...SOLD, variable: "bought", path: "bought[msg.sender]", packed: [] };
    const functions = { ...SOLD, functions: ["Sale.buy", "Sale.give"] };
    const elsewhere = { ...bought, variable: "list", path: "list[7]", accumulators: [] };
    const found = { ...FOUND, hotspots: [{ ...bought, accumulators: [] }, functions, elsewhere] };
    assert.deepEqual(differencesOf(found), [
      `storage ${SALE} sold: expected Sale.buy, found Sale.buy, Sale.give`,
      `storage ${SALE} bought[msg.sender]: found Sale.buy, expected nothing`,
      `storage ${SALE} bought[msg.sender]: found Sale.buy, expected nothing`,
    ]);
  });

  it("tells another cause, and functions too many", () => {
    const notForCrowds = [
      { contract: SALE, function: "Sale.close", cause: "refused" as const },
      { contract: SALE, function: "Sale.buy", cause: "proof" as const },
    ];
    assert.deepEqual(differencesOf({ ...FOUND, crowds: { notForCrowds } }), [
      `Sale.close of ${SALE}: expected owner-only, found refused`,
      `Sale.buy of ${SALE}: found proof, expected nothing`,
    ]);
  });

  it("tells pairs that meet elsewhere, in other cases, or not at all", () => {
    const [, , give] = FOUND.functions;
    assert(give !== undefined);
    const functions = [
      { ...give, a: "Sale.buy", b: "Sale.buy", verdict: "always" as const },
      { ...give, a: "Sale.buy", verdict: "always" as const },
      { ...give, b: "Sale.take", verdict: "never" as const, paths: [] },
      { ...give, a: "Sale.take", b: "Sale.take" },
      { ...give, paths: [...give.paths, "Sale.address(this).balance"] },
    ];
    assert.deepEqual(differencesOf({ ...FOUND, functions }), [
      `Sale.buy x Sale.buy of ${SALE}: expected always at sold, found always at bought`,
      `Sale.give x Sale.give of ${SALE}: expected same argument at bought, found same argument at balance, bought`,
      `Sale.buy x Sale.give of ${SALE}: found always at bought, expected nothing`,
      `Sale.take x Sale.take of ${SALE}: found same argument at bought, expected nothing`,
    ]);
  });

  it("tells another verdict on an order, and orders too many", () => {
    const orders = [
      { a: "Sale.buy", b: "Sale.buy", verdict: "different outcome" as const },
      { a: "Sale.give", b: "Sale.give", verdict: "commutes" as const },
    ];
    assert.deepEqual(differencesOf({ ...FOUND, orders }), [
      "Sale.buy x Sale.buy: expected different success, found different outcome",
      "Sale.give x Sale.give: found commutes, expected nothing",
    ]);
  });

  it("tells values that flow elsewhere, and functions too many", () => {
    const accumulators = [
      { function: "Sale.buy", field: "sold", verdict: "flows" as const, into: ["log"] },
      { function: "Sale.give", field: null, verdict: "commutative" as const, into: [] },
    ];
    const found = { ...FOUND, hotspots: [{ ...SOLD, accumulators }] };
    assert.deepEqual(differencesOf(found), [
      `sold of ${SALE} in Sale.buy: expected flows into status, found flows into log`,
      `owner, sold of ${SALE} in Sale.give: found commutative, expected nothing`,
    ]);
  });

  it("scores what is wrong as neither precise nor recalled", () => {
    const check = checkTable("orders", EXPECTED, {
      ...FOUND,
      orders: [
        { a: "Sale.buy", b: "Sale.buy", verdict: "unknown" },
        { a: "Sale.give", b: "Sale.give", verdict: "commutes" },
      ],
    });
    assert.deepEqual(scoreOf(check), { right: 0, reported: 2, expected: 1 });
    const missed = checkTable("hotspots", EXPECTED, NOTHING);
    assert.deepEqual(scoreOf(missed), { right: 0, reported: 0, expected: 1 });
  });
});

function differencesOf(found: FoundTables): string[] {
  const tables: readonly TableName[] = [
    "hotspots",
    "mustNotReport",
    "notForCrowds",
    "matrix",
    "orders",
    "accumulators",
  ];
  return tables.flatMap((table) =>
    checkTable(table, EXPECTED, found).differences.map(describeDifference),
  );
}
