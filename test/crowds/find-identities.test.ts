import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { argumentWords, findIdentities } from "../../src/internal/crowds/find-identities.ts";
import { ALICE, BOB, Hashes, inputOf, knownCall, TOKEN, word } from "./support/known.ts";

describe("argumentWords", () => {
  it("gives each word once, with its places", () => {
    const words = argumentWords(inputOf("aabbccdd", 7, ALICE, 7));
    assert.deepEqual(
      [...words],
      [
        [word(7), [0, 2]],
        [word(ALICE), [1]],
      ],
    );
  });

  it("leaves a rest that is no word", () => {
    assert.deepEqual([...argumentWords(`${inputOf("aabbccdd", 7)}ffff`)], [[word(7), [0]]]);
    assert.deepEqual([...argumentWords("0xaabbccdd")], []);
    assert.deepEqual([...argumentWords("0x")], []);
  });
});

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
    assert.deepEqual(findIdentities(known), [
      { word: word(BOB), positions: [0], mappings: [`${TOKEN} 1`], holdsSender: false },
      { word: word(9), positions: [2], mappings: [`${TOKEN} 4`], holdsSender: false },
    ]);
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

  it("names each mapping once, sorted, the slots of nested ones too", () => {
    const hashes = new Hashes();
    const ofAlice = hashes.entry(3, ALICE);
    const known = knownCall({
      hashes,
      fields: { input: inputOf("aabbccdd", BOB) },
      touched: [
        [hashes.entry(ofAlice, BOB), 0n],
        [hashes.entry(2, BOB), 0n],
        [hashes.entry(2, BOB) + 1n, 0n],
      ],
    });
    assert.deepEqual(
      findIdentities(known).map(({ mappings }) => mappings),
      [[`${TOKEN} 2`, `${TOKEN} ${ofAlice}`].sort()],
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

  it("takes no more than eight", () => {
    const hashes = new Hashes();
    const ids = Array.from({ length: 10 }, (_, i) => 100 + i);
    const known = knownCall({
      hashes,
      fields: { input: inputOf("aabbccdd", ...ids) },
      touched: ids.map((id) => [hashes.entry(0, id), 0n] as const),
    });
    assert.deepEqual(
      findIdentities(known).map(({ word: name }) => name),
      ids.slice(0, 8).map(word),
    );
  });
});
