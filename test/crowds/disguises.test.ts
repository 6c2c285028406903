import assert from "node:assert/strict";
import { describe, it } from "node:test";

import {
  disguisesAtSame,
  disguisesVarying,
  mergeDisguises,
} from "../../src/internal/crowds/disguises.ts";
import type { Identity } from "../../src/internal/crowds/find-identities.ts";
import {
  addressOf,
  ALICE,
  BOB,
  Hashes,
  identity,
  inputOf,
  knownCall,
  STRONGEST,
  TOKEN,
  word,
} from "./support/known.ts";

const PAIR = addressOf("9a");

function owned(name: number, positions: readonly number[]): Identity {
  return { ...identity(name, positions), holdsSender: true };
}

/** Words that vary, with their places, and how much of the sender is replaced. */
function shortly(disguises: ReturnType<typeof disguisesAtSame>) {
  return disguises.map(({ varied, substitution }) => {
    const places = varied.map(
      ({ word: name, positions }) => `${BigInt(name)}@${positions.join("+")}`,
    );
    const parts = [substitution.arguments ? "arguments" : "", substitution.values ? "values" : ""];
    return [...places, ...parts.filter((part) => part !== "")].join(" ");
  });
}

const SUBSTITUTIONS = ["arguments values", "values", "arguments", ""];

describe("disguisesAtSame", () => {
  it("replaces as much of the sender as it can, the most first, and varies nothing", () => {
    assert.deepEqual(shortly(disguisesAtSame([])), SUBSTITUTIONS);
    assert.deepEqual(shortly(disguisesAtSame([identity(7, [0])])), SUBSTITUTIONS);
    for (const { companions } of disguisesAtSame([])) assert.deepEqual(companions, []);
  });

  it("varies what may be the sender's own, if it must: everywhere, then at each place", () => {
    const found = shortly(disguisesAtSame([owned(7, [0, 2]), identity(8, [1])]));
    const varied = ["7@0+2 ", "7@0 ", "7@2 "].flatMap((ids) =>
      SUBSTITUTIONS.map((substitution) => `${ids}${substitution}`.trimEnd()),
    );
    assert.deepEqual(found, [...SUBSTITUTIONS, ...varied]);
  });

  it("varies several that may be the sender's own together only", () => {
    const found = shortly(disguisesAtSame([owned(7, [0, 2]), owned(8, [1])]));
    const varied = SUBSTITUTIONS.map((substitution) => `7@0+2 8@1 ${substitution}`.trimEnd());
    assert.deepEqual(found, [...SUBSTITUTIONS, ...varied]);
  });
});

describe("disguisesVarying", () => {
  const known = knownCall();

  it("varies one more, everywhere, then at each place", () => {
    const base = { ...STRONGEST, varied: [owned(7, [0])] };
    assert.deepEqual(shortly([...disguisesVarying(known, base, identity(8, [1]))]), [
      "7@0 8@1 arguments values",
    ]);
    assert.deepEqual(shortly([...disguisesVarying(known, base, identity(8, [1, 2, 3]))]), [
      "7@0 8@1+2+3 arguments values",
      "7@0 8@1 arguments values",
      "7@0 8@2 arguments values",
      "7@0 8@3 arguments values",
    ]);
  });

  it("takes all places or none of a word that stands in too many", () => {
    const found = disguisesVarying(known, STRONGEST, identity(0, [0, 1, 2, 3, 4]));
    assert.deepEqual(shortly([...found]), ["0@0+1+2+3+4 arguments values"]);
    assert.equal(disguisesVarying(known, STRONGEST, identity(0, [0, 1, 2, 3])).length, 5);
  });

  it("copies the contracts that its entries refer to, or else does not", () => {
    const hashes = new Hashes();
    const pool = hashes.entry(4, 9);
    const [wallet, other] = [addressOf("e0"), addressOf("0c")];
    const withPool = knownCall({
      hashes,
      fields: { input: inputOf("aabbccdd", 9) },
      touched: [
        [pool, BigInt(PAIR)],
        [pool + 1n, (7n << 160n) | BigInt(wallet)],
        [hashes.entry(4, 10), BigInt(other)],
        [pool + 2n, BigInt(TOKEN)],
        [pool + 3n, BigInt(ALICE)],
      ],
      accounts: {
        [PAIR]: { code: "0x6002" },
        [wallet]: { code: "0x" },
        [other]: { code: "0x6002" },
      },
    });
    const found = disguisesVarying(withPool, STRONGEST, identity(9, [0], 4));
    assert.deepEqual(
      found.map(({ companions }) => companions),
      [[PAIR], []],
    );
  });

  it("does not take what it varies for a companion of its own", () => {
    const hashes = new Hashes();
    const asset = hashes.entry(4, BOB);
    const withAsset = knownCall({
      hashes,
      fields: { input: inputOf("aabbccdd", BOB) },
      touched: [[asset, BigInt(BOB)]],
      accounts: { [BOB]: { code: "0x6002" } },
    });
    const found = disguisesVarying(withAsset, STRONGEST, identity(BOB, [0], 4));
    assert.deepEqual(
      found.map(({ companions }) => companions),
      [[]],
    );
  });
});

describe("mergeDisguises", () => {
  it("varies all that the others vary, and what the base does once", () => {
    const own = owned(7, [0]);
    const base = { ...STRONGEST, varied: [own] };
    const [first, second] = [identity(8, [1]), identity(9, [2])];
    const [low, high] = [addressOf("01"), PAIR];
    const merged = mergeDisguises(base, [
      { ...base, varied: [own, first], companions: [high, low] },
      { ...base, varied: [own, second], companions: [high] },
    ]);
    assert.deepEqual(merged, {
      substitution: STRONGEST.substitution,
      varied: [own, first, second],
      companions: [low, high],
    });
    assert.equal(merged.varied[1]?.word, word(8));
  });
});
