import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { freshWord, userAddress } from "../../src/internal/crowds/fresh-words.ts";
import { isAddress } from "../../src/internal/crowds/rename-bytes.ts";
import { ALICE, word } from "./support/known.ts";

const LONG = word(0xfedcn << 240n);
const MIDDLE = word(1n << 40n);
const KINDS = [word(0), word(7), word(2n ** 32n - 1n), MIDDLE, word(ALICE), LONG];

describe("userAddress", () => {
  it("is another address for each user, the same each time", () => {
    const users = Array.from({ length: 200 }, (_, user) => userAddress(user));
    assert.equal(new Set(users).size, 200);
    for (const [i, user] of users.entries()) {
      assert.match(user, /^0x[0-9a-f]{40}$/);
      assert.equal(isAddress(word(user)), true);
      assert.equal(userAddress(i), user);
    }
  });
});

describe("freshWord", () => {
  it("is another one for each user and each rank, and never a user or the word itself", () => {
    for (const kind of KINDS) {
      const names = [0, 1, 2, 3, 63, 199].flatMap((user) =>
        [...Array(16).keys(), 255, 4095].map((rank) => freshWord(kind, user, rank)),
      );
      assert.equal(new Set(names).size, names.length, kind);
      assert.equal(names.includes(kind), false);
      for (const user of [0, 1, 63]) assert.equal(names.includes(word(userAddress(user))), false);
    }
  });

  it("is the same each time", () => {
    for (const kind of KINDS) assert.equal(freshWord(kind, 5, 1), freshWord(kind, 5, 1));
  });

  it("is a small id for a small one: above those that are in use, and an int32 still", () => {
    for (const kind of [word(0), word(7), word(2n ** 32n - 1n)]) {
      for (const user of [0, 63, 10_000]) {
        const id = BigInt(freshWord(kind, user, 3));
        assert(id >= 1_000_000_000n && id < 2n ** 31n, `${id}`);
      }
    }
  });

  it("is an address for an address", () => {
    const name = freshWord(word(ALICE), 3, 0);
    assert.match(name, /^0x0{24}[0-9a-f]{40}$/);
    assert.equal(isAddress(name), true);
  });

  it("has no more bytes than the word had", () => {
    for (const bytes of [5, 6, 7, 8, 21, 31, 32]) {
      const kind = word(1n << BigInt(8 * bytes - 1));
      for (const user of [0, 1, 63]) {
        assert(BigInt(freshWord(kind, user, 0)) < 1n << BigInt(8 * bytes), `${bytes} bytes`);
      }
    }
    assert.match(freshWord(LONG, 0, 0), /^0x[0-9a-f]{64}$/);
  });
});
