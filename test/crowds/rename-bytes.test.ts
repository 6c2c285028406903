import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { isAddress, renameData, renameKey } from "../../src/internal/crowds/rename-bytes.ts";
import type { Hex } from "../../src/internal/model/location.ts";
import { ALICE, BOB, TOKEN, word } from "./support/known.ts";

const [A, B, T] = [ALICE, BOB, TOKEN].map((address) => address.slice(2));
const ALICE_IS_BOB = new Map([[word(ALICE), word(BOB)]]);
const ID: Hex = `0x${"1d".repeat(32)}`;
const OTHER_ID: Hex = `0x${"2e".repeat(32)}`;

describe("renameData", () => {
  it("renames words and packed addresses, at whole bytes, as often as they stand there", () => {
    assert.equal(renameData(word(ALICE), ALICE_IS_BOB), word(BOB));
    assert.equal(renameData(`0xff${A}01${A}`, ALICE_IS_BOB), `0xff${B}01${B}`);
    assert.equal(renameData(`0x${A}`, ALICE_IS_BOB), `0x${B}`);
    assert.equal(renameData("0x", ALICE_IS_BOB), "0x");
  });

  it("leaves what stands at half a byte, and finds what follows it", () => {
    const user: Hex = "0x1234567890123456789012345678901234567890";
    const renaming = new Map([[word(user), word(BOB)]]);
    const shifted = `0${user.slice(2)}0`;
    assert.equal(renameData(`0x${shifted}`, renaming), `0x${shifted}`);
    assert.equal(renameData(`0x${shifted}${user.slice(2)}`, renaming), `0x${shifted}${B}`);
  });

  it("finds an address that begins within what only looks like it", () => {
    // a1 a1 … : at every byte of a longer run of them an address begins; the first one counts.
    assert.equal(renameData(`0x${A}a1a1`, ALICE_IS_BOB), `0x${B}a1a1`);
  });

  it("renames long identifiers as whole words only", () => {
    const renaming = new Map([[ID, OTHER_ID]]);
    assert.equal(renameData(`0x00${ID.slice(2)}`, renaming), `0x00${OTHER_ID.slice(2)}`);
    assert.equal(renameData(`0x${ID.slice(4)}`, renaming), `0x${ID.slice(4)}`);
  });

  it("leaves small numbers, from 2^64 on they are told", () => {
    for (const small of [0n, 7n, (1n << 64n) - 1n]) {
      assert.equal(renameData(word(small), new Map([[word(small), word(BOB)]])), word(small));
    }
    const large = 1n << 64n;
    assert.equal(renameData(word(large), new Map([[word(large), word(BOB)]])), word(BOB));
  });

  it("renames all at once: what one is renamed to is not renamed again", () => {
    const swapped = new Map([
      [word(ALICE), word(BOB)],
      [word(BOB), word(ALICE)],
    ]);
    assert.equal(renameData(`0x${A}${B}${A}`, swapped), `0x${B}${A}${B}`);
    const chain = new Map([
      [word(ALICE), word(BOB)],
      [word(BOB), word(TOKEN)],
    ]);
    assert.equal(renameData(`0x${A}${B}`, chain), `0x${B}${T}`);
  });

  it("gives the data back where nothing is renamed", () => {
    assert.equal(renameData(`0x${A}`, new Map()), `0x${A}`);
  });
});

describe("renameKey", () => {
  it("renames small keys too", () => {
    const renaming = new Map([[word(7), word(9)]]);
    assert.equal(renameKey(word(7), renaming), word(9));
    assert.equal(renameKey(word(8), renaming), word(8));
  });

  it("renames within keys that hold more than one thing", () => {
    assert.equal(renameKey(`0x07${A}`, ALICE_IS_BOB), `0x07${B}`);
    assert.equal(renameKey(word(ALICE), ALICE_IS_BOB), word(BOB));
  });
});

describe("isAddress", () => {
  it("is what is more than chance and has no more than 20 bytes", () => {
    assert.equal(isAddress(word(ALICE)), true);
    assert.equal(isAddress(word(1n << 64n)), true);
    assert.equal(isAddress(word((1n << 160n) - 1n)), true);
    assert.equal(isAddress(word((1n << 64n) - 1n)), false);
    assert.equal(isAddress(word(1n << 160n)), false);
    assert.equal(isAddress(ID), false);
  });
});
