import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { freshWord, userAddress } from "../../src/internal/crowds/fresh-words.ts";
import { type Parts, partsApart, partsAtSame } from "../../src/internal/crowds/pair-parts.ts";
import type { Hex } from "../../src/internal/model/location.ts";
import {
  addressOf,
  ALICE,
  BOB,
  cloneable,
  Hashes,
  identity,
  knownCall,
  TOKEN,
  word,
} from "./support/known.ts";

const PAIR = addressOf("9a");
const [USER_0, USER_1] = [word(userAddress(0)), word(userAddress(1))];

/** What each side names, by what it named. */
function wordsOf(parts: Parts): Record<Hex, Hex>[] {
  return parts.map(({ words }) => Object.fromEntries(words));
}

/** A call that touches the entry of its sender in mapping 1 of TOKEN, as balances are. */
function ofSender() {
  const hashes = new Hashes();
  return knownCall({ hashes, touched: [[hashes.entry(1, ALICE), 5n]] });
}

describe("partsApart", () => {
  it("has two users who name nothing in common", () => {
    const a = cloneable(knownCall(), { varied: [identity(7, [0])] });
    const b = cloneable(knownCall(), { own: [identity(7, [0])], varied: [identity(8, [1])] });
    const parts = partsApart(a, b);
    assert.deepEqual(
      parts.map(({ user, known, disguise }) => [user, known, disguise]),
      [
        [0, a.known, a.spread],
        [1, b.known, b.spread],
      ],
    );
    assert.deepEqual(wordsOf(parts), [
      { [word(7)]: freshWord(word(7), 0, 0) },
      { [word(7)]: freshWord(word(7), 1, 0), [word(8)]: freshWord(word(8), 1, 1) },
    ]);
    assert.deepEqual(
      parts.map(({ own }) => [...own]),
      [[], [word(7)]],
    );
  });

  it("lets one that names nothing be as it is", () => {
    const a = cloneable(knownCall());
    const [first] = partsApart(a, a);
    assert.deepEqual(first.disguise, a.same);
    assert.equal(first.words.size, 0);
  });
});

describe("partsAtSame", () => {
  it("is the same as apart where nothing can be the same", () => {
    const a = cloneable(knownCall(), { varied: [identity(7, [0], 1)] });
    const b = cloneable(knownCall(), { varied: [identity(7, [0], 2)] });
    assert.deepEqual(partsAtSame(a, b), [partsApart(a, b)]);
  });

  it("names the same key of the same mapping, by the first one's name", () => {
    const a = cloneable(knownCall(), { varied: [identity(7, [0])] });
    const b = cloneable(knownCall(), { varied: [identity(9, [1])] });
    const [parts, ...others] = partsAtSame(a, b);
    assert(parts !== undefined && others.length === 0);
    const name = freshWord(word(7), 0, 0);
    assert.deepEqual(wordsOf(parts), [{ [word(7)]: name }, { [word(9)]: name }]);
    assert.deepEqual(
      parts.map(({ user }) => user),
      [0, 1],
    );
  });

  it("goes by what one side owns, as others cannot own it", () => {
    const a = cloneable(knownCall(), { varied: [identity(7, [0])] });
    const b = cloneable(knownCall(), { own: [identity(9, [1])] });
    const name = freshWord(word(9), 1, 0);
    assert.deepEqual(partsAtSame(a, b).map(wordsOf), [[{ [word(7)]: name }, { [word(9)]: name }]]);
    const ofFirst = freshWord(word(9), 0, 0);
    assert.deepEqual(partsAtSame(b, a).map(wordsOf), [
      [{ [word(9)]: ofFirst }, { [word(7)]: ofFirst }],
    ]);
  });

  it("does not have two own the same", () => {
    const a = cloneable(knownCall(), { own: [identity(7, [0])] });
    const b = cloneable(knownCall(), { own: [identity(7, [0])] });
    assert.deepEqual(partsAtSame(a, b), [partsApart(a, b)]);
  });

  it("names all the same, the likest first, then each alone", () => {
    const a = cloneable(knownCall(), { varied: [identity(7, [0]), identity(8, [1])] });
    const b = cloneable(knownCall(), { varied: [identity(8, [0]), identity(9, [1])] });
    const [seven, eight] = [freshWord(word(7), 0, 0), freshWord(word(8), 0, 1)];
    const [own8, own9] = [freshWord(word(8), 1, 0), freshWord(word(9), 1, 1)];
    const ofA = { [word(7)]: seven, [word(8)]: eight };
    assert.deepEqual(
      partsAtSame(a, b).map((parts) => wordsOf(parts)[1]),
      [
        // 8 is 8; for 9, then, 7 is left.
        { [word(8)]: eight, [word(9)]: seven },
        { [word(8)]: eight, [word(9)]: own9 },
        // The same place: 7 and 8 are first, 8 and 9 second.
        { [word(8)]: seven, [word(9)]: own9 },
        { [word(8)]: own8, [word(9)]: eight },
        { [word(8)]: own8, [word(9)]: seven },
      ],
    );
    for (const parts of partsAtSame(a, b)) assert.deepEqual(wordsOf(parts)[0], ofA);
  });

  it("does not try more than six ways", () => {
    const ids = [10, 11, 12, 13].map((id, i) => identity(id, [i]));
    const a = cloneable(knownCall(), { varied: ids });
    assert.equal(partsAtSame(a, a).length, 6);
  });

  it("names the other side itself, where it is a key of the same mapping", () => {
    const a = cloneable(ofSender(), { varied: [identity(BOB, [0], 1)] });
    const b = cloneable(ofSender());
    const ofA = freshWord(word(BOB), 0, 0);
    // The recipient of the first is the second.
    assert.deepEqual(partsAtSame(a, b).map(wordsOf), [[{ [word(BOB)]: USER_1 }, {}]]);
    // The recipient of the second is the first.
    assert.deepEqual(partsAtSame(b, a).map(wordsOf), [[{}, { [word(BOB)]: USER_0 }]]);
    const ways = partsAtSame(a, a).map(wordsOf);
    assert.deepEqual(ways.slice(0, 2), [
      [{ [word(BOB)]: ofA }, { [word(BOB)]: ofA }],
      [{ [word(BOB)]: ofA }, { [word(BOB)]: USER_0 }],
    ]);
  });

  it("has what belongs to the same pool be the same, too", () => {
    const call = cloneable(knownCall(), { varied: [identity(7, [0])] });
    const withPair = { ...call, spread: { ...(call.spread ?? call.same), companions: [PAIR] } };
    const [parts] = partsAtSame(withPair, withPair);
    assert(parts !== undefined);
    const names = {
      [word(7)]: freshWord(word(7), 0, 0),
      [word(PAIR)]: freshWord(word(PAIR), 0, 1),
    };
    assert.deepEqual(wordsOf(parts), [names, names]);
    assert.deepEqual(wordsOf(partsApart(withPair, withPair))[1], {
      [word(7)]: freshWord(word(7), 1, 0),
      [word(PAIR)]: freshWord(word(PAIR), 1, 1),
    });
    assert.equal(parts[0].known.call.transaction.fields.to, TOKEN);
  });
});
