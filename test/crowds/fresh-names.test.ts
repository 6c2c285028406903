import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { toUtf8Bytes, toUtf8String } from "ethers";

import { freshName, ranksOf, usersWithNames } from "../../src/internal/crowds/fresh-names.ts";
import { freshText, textsLike } from "../../src/internal/crowds/fresh-text.ts";
import { freshWord } from "../../src/internal/crowds/fresh-words.ts";
import type { Hex } from "../../src/internal/model/location.ts";
import { bytesToHex } from "../../src/internal/primitives/hex.ts";
import { word } from "./support/known.ts";

const USERS = 200;
const RANKS = 16;

function bytesOf(text: string): Hex {
  return bytesToHex(toUtf8Bytes(text));
}

function allNames(nameOf: (user: number, rank: number) => Hex, ranks = RANKS): Hex[] {
  return Array.from({ length: USERS * ranks }, (_, i) => nameOf(i % USERS, Math.floor(i / USERS)));
}

describe("freshText", () => {
  for (const text of [
    "name",
    "Alice-42.eth",
    "a longer text, of more than 32 bytes in all",
    "Ünï-çode",
  ]) {
    it(`has letters and digits where ${text} has them`, () => {
      const names = allNames((user, rank) => freshText(bytesOf(text), user, rank));
      assert.equal(new Set([...names, bytesOf(text)]).size, names.length + 1);
      const kinds = (one: string) =>
        one.replace(/[a-z]/g, "a").replace(/[A-Z]/g, "A").replace(/[0-9]/g, "0");
      for (const name of names) assert.equal(kinds(toUtf8String(name)), kinds(text));
    });
  }

  it("has other bytes where there are too few letters, and zeros where there are some", () => {
    for (const text of ["0xdeadbeef", "0x00ff00ff00ff", bytesOf("----1")] as const) {
      const names = allNames((user, rank) => freshText(text, user, rank));
      assert.equal(new Set([...names, text]).size, names.length + 1);
      const zeros = (one: string) =>
        one.slice(2).replace(/../g, (byte) => (byte === "00" ? byte : ".."));
      for (const name of names) assert.equal(zeros(name), zeros(text));
    }
  });

  it("tells for how many users there are some", () => {
    assert.equal(textsLike("0x00000000"), 0);
    assert.equal(textsLike("0xff000000"), 15, "254 other bytes, 16 for each user");
    assert(textsLike(bytesOf("1234")) >= 64);
    assert(textsLike(bytesOf("name")) > 1024);
    assert.equal(textsLike(bytesOf("a name that is long enough")), 2 ** 32);
  });
});

describe("freshName", () => {
  it("is as the word or the text is", () => {
    assert.equal(freshName({ word: word(7) }, 3, 1), freshWord(word(7), 3, 1));
    const text = bytesOf("alice");
    assert.equal(freshName({ word: text, isText: true }, 3, 1), freshText(text, 3, 1));
  });

  for (const [room, ranks, users] of [
    [8, 3, 64],
    [16, 8, USERS],
  ] as const) {
    it(`fits into ${room} bits`, () => {
      const names = Array.from({ length: users * ranks }, (_, i) =>
        BigInt(freshName({ word: word(7), room }, i % users, Math.floor(i / users))),
      );
      assert.equal(new Set(names).size, names.length);
      for (const name of names) assert(name < 1n << BigInt(room) && name > 63n);
      // The first of all are no negative numbers either.
      const first = freshName({ word: word(7), room }, users - 1, 0);
      assert(BigInt(first) < 1n << BigInt(room - 1));
    });
  }

  it("never is the text itself, whatever the rank, for as many users as there are names for", () => {
    for (const rank of [0, 15, 16, 17, 100, 239, 240, 1_000]) {
      const users = textsLike("0xff000000", rank);
      const names = Array.from({ length: users }, (_, user) => freshText("0xff000000", user, rank));
      assert.equal(new Set([...names, "0xff000000"]).size, users + 1, `${rank}`);
    }
    assert.deepEqual(
      [15, 16, 239, 240, 1_000].map((rank) => textsLike("0xff000000", rank)),
      [15, 14, 1, 0, 0],
    );
  });

  it("ranks each kind apart", () => {
    const name = word(7);
    const [small, smaller] = [
      { word: name, room: 16 },
      { word: name, room: 8 },
    ] as const;
    const text = { word: bytesOf("alice"), isText: true } as const;
    const names = [{ word: name }, small, text, smaller, small, { word: name }, text, smaller];
    assert.deepEqual(ranksOf(names), [0, 0, 0, 0, 1, 1, 1, 1]);
  });

  it("tells for how many users there is room", () => {
    const of = (room: 8 | 16, rank: number) => usersWithNames({ word: word(7), room }, rank);
    assert.deepEqual(
      [0, 1, 2, 3].map((rank) => of(8, rank)),
      [64, 64, 64, 0],
    );
    assert.deepEqual(
      [0, 39, 40].map((rank) => of(16, rank)),
      [1024, 1024, 0],
    );
    assert.equal(usersWithNames({ word: word(7) }, 9), Infinity);
  });
});
