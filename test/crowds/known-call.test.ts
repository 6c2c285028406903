import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { addressWord, holds, knowCall } from "../../src/internal/crowds/known-call.ts";
import { storageKey } from "../../src/internal/model/location.ts";
import {
  ALICE,
  BOB,
  crowdCall,
  Hashes,
  knownCall,
  preStateOf,
  resultOf,
  storageOf,
  TOKEN,
  word,
} from "./support/known.ts";

describe("addressWord", () => {
  it("is the address with zeros in front", () => {
    assert.equal(addressWord(ALICE), `0x${"00".repeat(12)}${ALICE.slice(2)}`);
  });
});

describe("holds", () => {
  it("finds an address alone and between other fields, at whole bytes", () => {
    const alice = BigInt(ALICE);
    assert.equal(holds(alice, ALICE), true);
    assert.equal(holds((7n << 160n) | alice, ALICE), true);
    assert.equal(holds((alice << 96n) | 9n, ALICE), true);
    assert.equal(holds(alice << 4n, ALICE), false);
    assert.equal(holds(alice >> 8n, ALICE), false);
    assert.equal(holds(alice, BOB), false);
    assert.equal(holds(0n, ALICE), false);
  });
});

describe("knowCall", () => {
  it("tells each slot that is touched once, with its value before and its keys", () => {
    const hashes = new Hashes();
    const entry = hashes.entry(1, ALICE);
    const touched = [
      [0n, 4n],
      [entry, 5n],
      [0n, 4n],
    ] as const;
    assert.deepEqual(knownCall({ hashes, touched }).touched, [
      { address: TOKEN, slot: 0n, value: 4n, keys: [] },
      { address: TOKEN, slot: entry, value: 5n, keys: [{ key: word(ALICE), mapping: "1" }] },
    ]);
  });

  it("takes values from the state before, not from what the call has made of them", () => {
    const before = preStateOf({ [TOKEN]: { storage: storageOf([[0n, 4n]]) } });
    const result = resultOf({
      touched: [
        [0n, 9n],
        [1n, 9n],
      ],
    });
    const { touched } = knowCall(crowdCall({}, before), before, result);
    assert.deepEqual(
      touched.map(({ slot, value }) => [slot, value]),
      [
        [0n, 4n],
        [1n, 0n],
      ],
    );
  });

  it("knows where the elements of an array begin, which nobody has hashed", () => {
    const first = new Hashes().hash(word(3));
    const { derivations } = knownCall({
      touched: [
        [3n, 5n],
        [first + 4n, 1n],
      ],
    });
    assert.deepEqual(derivations.stepsTo(first + 4n), [
      { hash: first, key: "0x", parent: 3n, distance: 4n },
    ]);
    assert.deepEqual(
      knownCall({ touched: [[first + 4n, 1n]] }).derivations.stepsTo(first + 4n),
      [],
    );
  });

  it("leaves out what is no storage", () => {
    const result = resultOf({ touched: [[0n, 1n]] });
    const [site] = result.attribution.sites;
    assert(site?.location === storageKey(TOKEN, word(0)));
    const sites = [
      { ...site, location: `balance:${TOKEN}` },
      { ...site, location: `code:${TOKEN}` },
    ];
    const known = knowCall(crowdCall(), new Map(), {
      ...result,
      attribution: { ...result.attribution, sites },
    });
    assert.deepEqual(known.touched, []);
  });
});
