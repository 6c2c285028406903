import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { findIdentities } from "../../src/internal/crowds/find-identities.ts";
import {
  ALICE,
  BOB,
  Hashes,
  identity,
  inputOf,
  knownCall,
  offsetOf,
  TOKEN,
  word,
} from "./support/known.ts";
import type { Hex } from "../../src/internal/model/location.ts";

describe("findIdentities", () => {
  it("finds the arguments that are keys, in their order", () => {
    const hashes = new Hashes();
    const [balance, recipient] = [hashes.entry(1, ALICE), hashes.entry(1, BOB)];
    const pool = hashes.entry(4, 9);
    const known = knownCall({
      hashes,
      fields: { input: inputOf("aabbccdd", BOB, 500, 9) },
      touched: [
        [pool + 1n, 3n],
        [balance, 1_000n],
        [recipient, 0n],
      ],
    });
    assert.deepEqual(findIdentities(known), [identity(BOB, [0], 1), identity(9, [2], 4)]);
  });

  it("takes neither the sender nor the called contract for one", () => {
    const hashes = new Hashes();
    const known = knownCall({
      hashes,
      fields: { input: inputOf("aabbccdd", ALICE, TOKEN) },
      touched: [
        [hashes.entry(1, ALICE), 1n],
        [hashes.entry(1, TOKEN), 1n],
      ],
    });
    assert.deepEqual(findIdentities(known), []);
  });

  it("names each mapping once, sorted, and one in the entries of another as one of all of them", () => {
    const hashes = new Hashes();
    const ofAlice = hashes.entry(3, ALICE);
    const known = knownCall({
      hashes,
      fields: { input: inputOf("aabbccdd", BOB) },
      touched: [
        [hashes.entry(ofAlice, BOB), 0n],
        [hashes.entry(hashes.entry(3, 5), BOB), 0n],
        [hashes.entry(2, BOB), 0n],
        [hashes.entry(2, BOB) + 1n, 0n],
      ],
    });
    assert.deepEqual(
      findIdentities(known).map(({ mappings }) => mappings),
      [[`${TOKEN} 2`, `${TOKEN} 3[]+0`]],
    );
  });

  it("tells ids that hold the sender, packed too, from entries of the sender's", () => {
    const hashes = new Hashes();
    const [owner, packed] = [hashes.entry(5, 11), hashes.entry(6, 12)];
    const other = hashes.entry(5, 13);
    // Of somebody whose own entry under the id holds the sender: the sender is a key there.
    const choice = hashes.entry(hashes.entry(7, 14), ALICE);
    const sender = BigInt(ALICE);
    const known = knownCall({
      hashes,
      fields: { input: inputOf("aabbccdd", 11, 12, 13, 14) },
      touched: [
        [owner, sender],
        [packed, (3n << 160n) | sender],
        [other, BigInt(BOB)],
        [choice, sender],
      ],
    });
    assert.deepEqual(
      findIdentities(known).map(({ word: name, holdsSender }) => [name, holdsSender]),
      [
        [word(11), true],
        [word(12), true],
        [word(13), false],
        [word(14), false],
      ],
    );
  });

  it("takes all recipients of a batch", () => {
    const hashes = new Hashes();
    const ids = Array.from({ length: 100 }, (_, i) => 100 + i);
    const known = knownCall({
      hashes,
      fields: { input: inputOf("aabbccdd", ...ids) },
      touched: ids.map((id) => [hashes.entry(0, id), 0n] as const),
    });
    assert.deepEqual(
      findIdentities(known).map(({ word: name }) => name),
      ids.map(word),
    );
  });

  it("tells ids from what may be lengths and offsets of the encoding", () => {
    const hashes = new Hashes();
    // Of ids (2, 64), which are the length of the array as well, and an offset.
    const input = inputOf("aabbccdd", 64, 160, 2, 2, 64, 0);
    const touched = [2, 64].map((id) => [hashes.entry(0, id), 0n] as const);
    const known = knownCall({ hashes, fields: { input }, touched });
    assert.deepEqual(findIdentities(known), [
      { ...identity(64, [0, 4]), encoding: [offsetOf(0)] },
      { ...identity(2, [2, 3]), encoding: [offsetOf(2)] },
    ]);
  });

  it("finds the arguments of a call that the call data contain", () => {
    const hashes = new Hashes();
    const inner = inputOf("11223344", BOB, 7);
    const input: Hex = `${inputOf("aabbccdd", 32, 68)}${inner.slice(2)}${"00".repeat(28)}`;
    const known = knownCall({
      hashes,
      fields: { input },
      frames: [{ input }, { input: inner }],
      touched: [
        [hashes.entry(1, BOB), 0n],
        [hashes.entry(2, 7), 0n],
      ],
    });
    assert.deepEqual(findIdentities(known), [
      { ...identity(BOB, [], 1), offsets: [72] },
      { ...identity(7, [], 2), offsets: [104] },
    ]);
  });
});
