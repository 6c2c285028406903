import assert from "node:assert/strict";
import { describe, it } from "node:test";

import {
  disguisesAtSame,
  disguisesVarying,
  placesApart,
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
  offsetOf,
  STRONGEST,
  TOKEN,
} from "./support/known.ts";

const PAIR = addressOf("9a");

function owned(name: number, places: readonly number[]): Identity {
  return { ...identity(name, places), holdsSender: true };
}

/** The first of its places may be one of the encoding. */
function inEncoding(one: Identity): Identity {
  return { ...one, encoding: one.offsets.slice(0, 1) };
}

/** Words that vary, with their places, and how much of the sender is replaced. */
function shortly(disguises: ReturnType<typeof disguisesAtSame>) {
  return disguises.map(({ varied, substitution }) => {
    const places = varied.map(
      ({ word: name, offsets }) =>
        `${BigInt(name)}@${offsets.map((offset) => (offset - 4) / 32).join("+")}`,
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

  it("varies one more, everywhere", () => {
    const base = { ...STRONGEST, varied: [owned(7, [0])] };
    assert.deepEqual(shortly([...disguisesVarying(known, base, [identity(8, [1])])]), [
      "7@0 8@1 arguments values",
    ]);
    assert.deepEqual(shortly([...disguisesVarying(known, base, [identity(8, [1, 2, 3])])]), [
      "7@0 8@1+2+3 arguments values",
    ]);
  });

  it("varies several at once, and each of them in one more way only", () => {
    const several = [inEncoding(identity(2, [0, 1])), identity(8, [2, 3])];
    assert.deepEqual(shortly([...disguisesVarying(known, STRONGEST, several)]), [
      "2@0+1 8@2+3 arguments values",
      "2@1 8@2+3 arguments values",
    ]);
  });

  it("leaves what may be the encoding, if it stands elsewhere as well", () => {
    const found = disguisesVarying(known, STRONGEST, [inEncoding(identity(2, [0, 1, 2]))]);
    assert.deepEqual(shortly([...found]), ["2@0+1+2 arguments values", "2@1+2 arguments values"]);
    const only = disguisesVarying(known, STRONGEST, [inEncoding(identity(2, [0]))]);
    assert.deepEqual(shortly([...only]), ["2@0 arguments values"]);
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
    const found = disguisesVarying(withPool, STRONGEST, [identity(9, [0], 4)]);
    assert.deepEqual(
      found.map(({ companions }) => companions),
      [[PAIR], []],
    );
  });

  it("adds companions to those that there are", () => {
    const hashes = new Hashes();
    const [low, high] = [addressOf("01"), PAIR];
    const known = knownCall({
      hashes,
      touched: [[hashes.entry(4, 9), BigInt(high)]],
      accounts: { [high]: { code: "0x6002" } },
    });
    const base = { ...STRONGEST, companions: [low] };
    const [nine, eight] = [identity(9, [0], 4), identity(8, [1], 4)];
    const companionsWith = (...identities: readonly Identity[]) =>
      disguisesVarying(known, base, identities).map(({ companions }) => companions);
    assert.deepEqual(companionsWith(nine), [[low, high], [low]]);
    assert.deepEqual(companionsWith(nine, eight), [[low, high], [low]]);
    assert.deepEqual(companionsWith(eight), [[low]]);
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
    const found = disguisesVarying(withAsset, STRONGEST, [identity(BOB, [0], 4)]);
    assert.deepEqual(
      found.map(({ companions }) => companions),
      [[]],
    );
  });
});

describe("placesApart", () => {
  const placesOf = (one: Identity) =>
    placesApart(one).map(({ word: name, offsets }) => [BigInt(name), ...offsets]);

  it("gives each place alone, but for those of the encoding", () => {
    assert.deepEqual(placesOf(identity(8, [1, 2])), [
      [8n, offsetOf(1)],
      [8n, offsetOf(2)],
    ]);
    assert.deepEqual(placesOf(inEncoding(identity(2, [0, 1, 2]))), [
      [2n, offsetOf(1)],
      [2n, offsetOf(2)],
    ]);
  });

  it("gives none of a word that stands in one place, or in too many", () => {
    assert.deepEqual(placesOf(identity(0, [3])), []);
    assert.deepEqual(placesOf(inEncoding(identity(0, [2, 3]))), []);
    assert.equal(placesOf(identity(0, [0, 1, 2, 3, 4, 5, 6, 7])).length, 8);
    assert.deepEqual(placesOf(identity(0, [0, 1, 2, 3, 4, 5, 6, 7, 8])), []);
  });
});
