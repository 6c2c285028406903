import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { concat, keccak256, toBeHex } from "ethers";

import { SlotDerivations } from "../../src/internal/crowds/slot-derivations.ts";
import type { Renaming } from "../../src/internal/model/crowd.ts";
import type { Hex } from "../../src/internal/model/location.ts";
import { ALICE, BOB, Hashes, TOKEN, word } from "./support/known.ts";

const CAROL: Hex = "0x00000000000000000000000000000000ca801ca8";
const ALICE_IS_BOB: Renaming = new Map([[word(ALICE), word(BOB)]]);

/** By another way than the code under test. */
function hashOf(...parts: readonly string[]): bigint {
  return BigInt(keccak256(concat([...parts])));
}

describe("SlotDerivations", () => {
  it("finds the key of an entry, and the entry of another key", () => {
    // keccak256 of 64 zero bytes, as the Solidity documentation and block explorers show it.
    const zero = 0xad3228b676f7d3cd4284a5443f17f1962b36e491b30a40b2405849e597ba5fb5n;
    const input: Hex = `0x${"0".repeat(128)}`;
    const derivations = new SlotDerivations(new Map([[word(zero), input]]));
    assert.deepEqual(derivations.keysOf(zero), [{ key: word(0), mapping: "0" }]);
    const renamed = derivations.rename(zero, new Map([[word(0), word(BOB)]]));
    assert.equal(renamed, hashOf(word(BOB), word(0)));
  });

  it("finds the keys of nested mappings, the last one first, and renames each", () => {
    const hashes = new Hashes();
    const ofAlice = hashes.entry(1, ALICE);
    const slot = hashes.entry(ofAlice, CAROL);
    const derivations = new SlotDerivations(hashes.preimages);
    assert.deepEqual(derivations.keysOf(slot), [
      { key: word(CAROL), mapping: "1[]+0" },
      { key: word(ALICE), mapping: "1" },
    ]);
    const ofBob = word(hashOf(word(BOB), word(1)));
    assert.equal(derivations.rename(slot, ALICE_IS_BOB), hashOf(word(CAROL), ofBob));
    const inner = new Map([[word(CAROL), word(TOKEN)]]);
    assert.equal(derivations.rename(slot, inner), hashOf(word(TOKEN), word(ofAlice)));
    const both = new Map([...ALICE_IS_BOB, ...inner]);
    assert.equal(derivations.rename(slot, both), hashOf(word(TOKEN), ofBob));
  });

  it("keeps the distance of the members of a struct", () => {
    const hashes = new Hashes();
    const entry = hashes.entry(4, ALICE);
    const derivations = new SlotDerivations(hashes.preimages);
    for (const member of [0n, 1n, 7n]) {
      assert.deepEqual(derivations.keysOf(entry + member), [{ key: word(ALICE), mapping: "4" }]);
      const renamed = derivations.rename(entry + member, ALICE_IS_BOB);
      assert.equal(renamed, hashOf(word(BOB), word(4)) + member);
    }
  });

  it("follows the elements of an array that is the value of a mapping", () => {
    const hashes = new Hashes();
    const list = hashes.entry(3, ALICE);
    const element = hashes.hash(word(list)) + 2n;
    const derivations = new SlotDerivations(hashes.preimages);
    assert.deepEqual(derivations.keysOf(element), [{ key: word(ALICE), mapping: "3" }]);
    const listOfBob = word(hashOf(word(BOB), word(3)));
    assert.equal(derivations.rename(element, ALICE_IS_BOB), hashOf(listOfBob) + 2n);
  });

  it("knows no keys of the elements of an array that is a variable, and leaves them", () => {
    const hashes = new Hashes();
    // keccak256 of 32 zero bytes.
    const first = 0x290decd9548b62a8d60345a988386fc84ba6bc95484008f6362f93160ef3e563n;
    assert.equal(hashes.hash(word(0)), first);
    const derivations = new SlotDerivations(hashes.preimages);
    assert.deepEqual(derivations.keysOf(first + 5n), []);
    assert.equal(derivations.rename(first + 5n, ALICE_IS_BOB), first + 5n);
  });

  it("renames indices of the arrays that it is told of, nested ones too", () => {
    const hashes = new Hashes();
    const games = hashes.hash(word(2));
    const moves = games + 4n * 3n + 1n; // the second member of element 4, of three slots
    const move = hashes.hash(word(moves)) + 6n * 2n + 1n;
    const derivations = new SlotDerivations(hashes.preimages);
    const renaming = new Map([
      [word(4), word(1_000)],
      [word(7), word(2_000)],
    ]);
    const outer = { parent: 2n, size: 3n, shift: 0n };
    const inner = { parent: moves, size: 2n, shift: -1n };
    assert.equal(derivations.rename(moves, renaming), moves);
    assert.equal(derivations.rename(moves, renaming, [inner]), moves);
    const moved = games + 1_000n * 3n + 1n;
    assert.equal(derivations.rename(moves, renaming, [outer]), moved);
    // Element 6 goes by 7: ids from 1 on.
    const first = hashOf(word(moved));
    assert.equal(derivations.rename(move, renaming, [outer]), first + 13n);
    assert.equal(derivations.rename(move, renaming, [outer, inner]), first + 1_999n * 2n + 1n);
    assert.equal(derivations.rename(games + 5n * 3n, renaming, [outer]), games + 5n * 3n);
  });

  it("has indices of the arrays that it is told of for keys, and one place for whichever element", () => {
    const hashes = new Hashes();
    const games = hashes.hash(word(2));
    const [four, five] = [4n, 5n].map((i) => games + i * 3n + 1n) as [bigint, bigint]; // the second members
    const [ofFour, ofFive] = [hashes.entry(four, ALICE), hashes.entry(five, ALICE)];
    const derivations = new SlotDerivations(hashes.preimages);
    const array = { parent: 2n, size: 3n, shift: -1n };
    const keys = (index: number) => [
      { key: word(ALICE), mapping: "2[]+1" },
      { key: word(index), mapping: "2", isIndex: true },
    ];
    // Ids from 1 on.
    assert.deepEqual(derivations.keysOf(ofFour, [array]), keys(5));
    assert.deepEqual(derivations.keysOf(ofFive, [array]), keys(6));
    assert.equal(derivations.wayTo(four, [array]).place, "2[]+1");
    assert.deepEqual(derivations.keysOf(ofFour), [{ key: word(ALICE), mapping: "2[]+13" }]);
    const others = [{ ...array, parent: 3n }];
    assert.deepEqual(derivations.keysOf(ofFour, others), derivations.keysOf(ofFour));
  });

  it("renames small keys, which stay wherever they may be numbers", () => {
    const hashes = new Hashes();
    const slot = hashes.entry(7, 7n);
    const derivations = new SlotDerivations(hashes.preimages);
    const renaming = new Map([[word(7), word(1_000)]]);
    // The 7 that is the slot of the mapping stays.
    assert.equal(derivations.rename(slot, renaming), hashOf(word(1_000), word(7)));
  });

  it("renames an address in a key that is a string", () => {
    const hashes = new Hashes();
    const key: Hex = `0x6f66${ALICE.slice(2)}21`;
    const slot = hashes.hash(key, word(9));
    const derivations = new SlotDerivations(hashes.preimages);
    const renamed = derivations.rename(slot, ALICE_IS_BOB);
    assert.equal(renamed, hashOf(`0x6f66${BOB.slice(2)}21`, word(9)));
    assert.deepEqual(derivations.keysOf(slot), [], "a text is among the steps only");
    assert.deepEqual(derivations.stepsTo(slot), [{ hash: slot, key, parent: 9n, distance: 0n }]);
    const way = { place: "9[]+0", keys: [{ key, mapping: "9" }] };
    assert.deepEqual(derivations.wayTo(slot), way, "and on the way");
  });

  it("renames the packed inputs that Solady hashes", () => {
    const hashes = new Hashes();
    const nothing = toBeHex(0, 8) as Hex; // ethers gives 0x-hex
    // ERC20: keccak256(0x0c, 0x20) of owner and _BALANCE_SLOT_SEED, (0x0c, 0x34) with a spender behind.
    const balance = hashes.hash(ALICE, nothing, "0x87a211a2");
    const allowance = hashes.hash(ALICE, nothing, "0x7f5e9f20", CAROL);
    const derivations = new SlotDerivations(hashes.preimages);
    assert.equal(
      derivations.rename(balance, ALICE_IS_BOB),
      hashOf(BOB, nothing, "0x87a211a2"),
      "an owner in one word with the seed",
    );
    assert.equal(
      derivations.rename(allowance, ALICE_IS_BOB),
      hashOf(BOB, nothing, "0x7f5e9f20", CAROL),
    );
    const spender = new Map([[word(CAROL), word(TOKEN)]]);
    assert.equal(
      derivations.rename(allowance, spender),
      hashOf(ALICE, nothing, "0x7f5e9f20", CAROL),
      "a number so small stays where it may be anything",
    );
    const ofBob = hashes.hash(ALICE, nothing, "0x7f5e9f20", BOB);
    const withBob = new SlotDerivations(hashes.preimages);
    const owner = new Map([[word(BOB), word(TOKEN)]]);
    assert.equal(withBob.rename(ofBob, owner), hashOf(ALICE, nothing, "0x7f5e9f20", TOKEN));
    assert.equal(derivations.rename(balance, owner), balance);
  });

  it("leaves slots that no hash leads to, and those of others", () => {
    const hashes = new Hashes();
    const entry = hashes.entry(2, ALICE);
    const ofCarol = hashes.entry(2, CAROL);
    const derivations = new SlotDerivations(hashes.preimages);
    const far = entry + (1n << 64n);
    for (const slot of [0n, 2n, entry - 1n, far, ofCarol]) {
      assert.equal(derivations.rename(slot, ALICE_IS_BOB), slot);
    }
    assert.notEqual(derivations.rename(far - 1n, ALICE_IS_BOB), far - 1n);
    for (const slot of [0n, 2n, entry - 1n, far]) assert.deepEqual(derivations.keysOf(slot), []);
  });

  it("knows nothing when no hash was seen", () => {
    const derivations = new SlotDerivations(new Map());
    assert.deepEqual(derivations.keysOf(5n), []);
    assert.equal(derivations.rename(5n, ALICE_IS_BOB), 5n);
  });
});
