import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { Identity } from "../../src/internal/crowds/find-identities.ts";
import { knowArrays } from "../../src/internal/crowds/known-call.ts";
import { matchWords, type Side } from "../../src/internal/crowds/match-words.ts";
import type { Hex } from "../../src/internal/model/location.ts";
import {
  addressOf,
  ALICE,
  BOB,
  Hashes,
  identity,
  knownCall,
  STRONGEST,
  TOKEN,
  word,
} from "./support/known.ts";

const CAROL = addressOf("ca");
/** Balances by id and account. */
const IDS = "0";
const ACCOUNTS = "0[]+0";

/** ALICE names what is given, which varies, and touches the balances, each of an id and an account. */
function side(
  varied: readonly Identity[],
  balances: readonly (readonly [id: number, account: Hex])[],
  own: readonly Hex[] = [],
): Side {
  const hashes = new Hashes();
  const touched = balances.map(
    ([id, account]) => [hashes.entry(hashes.entry(0, id), account), 5n] as const,
  );
  return {
    known: knownCall({ hashes, touched }),
    disguise: { ...STRONGEST, varied },
    words: new Map(varied.map((one) => [one.word, word(1)])),
    own: new Set(own),
  };
}

/** Of each way: pairs of words, sorted. */
function shown(ways: ReturnType<typeof matchWords>): string[][] {
  const nameOf = (one: Hex) =>
    ({ [word(ALICE)]: "alice", [word(BOB)]: "bob", [word(CAROL)]: "carol" })[one] ??
    `${BigInt(one)}`;
  return ways.map((way) => way.map(({ a, b }) => `${nameOf(a)}=${nameOf(b)}`).sort());
}

describe("matchWords", () => {
  it("finds nothing where there is nothing in common", () => {
    const [a, b] = [side([identity(1, [0], "1")], []), side([identity(1, [0], "2")], [])];
    assert.deepEqual(matchWords(a, b, 6), []);
    assert.deepEqual(matchWords(side([], []), side([], []), 6), []);
  });

  it("names the id of a balance with its account, whatever ids they are", () => {
    // A batch to BOB of ids 1 and 2, and a transfer to CAROL of id 5.
    const batch = side(
      [identity(BOB, [1], ACCOUNTS), identity(1, [6], IDS), identity(2, [7], IDS)],
      [
        [1, BOB],
        [2, BOB],
      ],
    );
    const transfer = side([identity(CAROL, [1], ACCOUNTS), identity(5, [2], IDS)], [[5, CAROL]]);
    assert.deepEqual(shown(matchWords(batch, transfer, 6)), [
      ["1=5", "bob=carol"],
      ["1=5"],
      ["2=5"],
    ]);
    assert.deepEqual(shown(matchWords(transfer, batch, 6)), [
      ["5=1", "carol=bob"],
      ["5=1"],
      ["5=2"],
    ]);
  });

  it("names the id that goes with the account, of several", () => {
    // BOB gets of id 2 only.
    const batch = side(
      [identity(1, [4], IDS), identity(BOB, [5], ACCOUNTS), identity(2, [6], IDS)],
      [
        [1, ALICE],
        [2, BOB],
      ],
    );
    const transfer = side([identity(CAROL, [5], ACCOUNTS), identity(5, [9], IDS)], [[5, CAROL]]);
    assert.deepEqual(shown(matchWords(batch, transfer, 1)), [["2=5", "bob=carol"]]);
  });

  it("names the id of a sender's balance as well", () => {
    const balances = [[5, ALICE]] as const;
    const [a, b] = [
      side([identity(5, [0], IDS)], balances),
      side([identity(BOB, [0], ACCOUNTS), identity(7, [1], IDS)], [...balances, [7, BOB]]),
    ];
    assert.deepEqual(shown(matchWords(a, b, 6)), [["5=7", "alice=bob"], ["5=7"]]);
  });

  it("has each name the other one where an entry is of both, in whichever order", () => {
    const friends = (named: Hex, keys: readonly [Hex, Hex], mapping: string): Side => {
      const hashes = new Hashes();
      const touched = [[hashes.entry(hashes.entry(0, keys[0]), keys[1]), 0n] as const];
      return {
        known: knownCall({ hashes, touched }),
        disguise: { ...STRONGEST, varied: [identity(named, [0], mapping)] },
        words: new Map([[named, word(1)]]),
        own: new Set(),
      };
    };
    const [lower, upper] = [friends(BOB, [ALICE, BOB], ACCOUNTS), friends(BOB, [BOB, ALICE], IDS)];
    for (const [a, b] of [
      [lower, lower],
      [lower, upper],
      [upper, lower],
    ] as const) {
      assert(
        shown(matchWords(a, b, 6)).some((way) => way.join() === "alice=bob,bob=alice"),
        shown(matchWords(a, b, 6)).join(" | "),
      );
    }
    const apart = side([identity(CAROL, [0], "1")], []);
    assert.deepEqual(shown(matchWords(lower, apart, 6)), []);
  });

  it("takes an id that both leave as it is for the same, and does without one that they do not", () => {
    const of = (id: number) => side([identity(BOB, [0], ACCOUNTS)], [[id, BOB]]);
    assert.deepEqual(shown(matchWords(of(5), of(5), 6)), [["bob=bob"]]);
    assert.deepEqual(shown(matchWords(of(5), of(6), 6)), [["bob=bob"]]);
  });

  it("has one of each kind before others, though they be liker", () => {
    const recipients = [10, 11, 12, 13].map((one, i) => identity(one, [i], IDS));
    const named = [10, 11].map((one, i) => identity(one, [i], IDS));
    const accounts = identity(BOB, [5], ACCOUNTS);
    const ways = matchWords(side([...recipients, accounts], []), side([...named, accounts], []), 4);
    assert.deepEqual(shown(ways), [
      ["10=10", "11=11", "bob=bob"],
      ["10=10"],
      ["bob=bob"],
      ["11=11"],
    ]);
  });

  it("gives no more than it is asked for, and none twice", () => {
    const many = Array.from({ length: 200 }, (_, i) => identity(100 + i, [i], IDS));
    const ways = matchWords(side(many, []), side(many, []), 6);
    assert.equal(ways.length, 6);
    assert.equal(new Set(shown(ways).map((way) => way.join())).size, 6);
    assert.equal(ways[0]?.length, 200);
  });

  it("has nobody but the owner name what is its own", () => {
    const [mine, theirs] = [identity(7, [0], IDS), identity(8, [0], IDS)];
    const leaders = (a: Side, b: Side) =>
      matchWords(a, b, 6).map((way) => way.map(({ leader }) => leader));
    assert.deepEqual(leaders(side([mine], [], [mine.word]), side([theirs], [])), [["a"]]);
    assert.deepEqual(leaders(side([mine], []), side([theirs], [], [theirs.word])), [["b"]]);
    const owners = [side([mine], [], [mine.word]), side([theirs], [], [theirs.word])] as const;
    assert.deepEqual(matchWords(...owners, 6), []);
  });

  it("takes the name of the side with the narrower id, unless another one's is its own", () => {
    const [wide, narrow] = [identity(7, [0], IDS), { ...identity(8, [0], IDS), room: 8 as const }];
    const narrower = { ...narrow, room: 16 as const };
    const leaders = (a: Identity, b: Identity, ownOfA: readonly Hex[] = []) =>
      matchWords(side([a], [], ownOfA), side([b], []), 6).map(([match]) => match?.leader);
    assert.deepEqual(leaders(wide, narrow), ["b"]);
    assert.deepEqual(leaders(narrow, wide), ["a"]);
    assert.deepEqual(leaders(narrower, narrow), ["b"]);
    assert.deepEqual(leaders(narrow, narrow), ["a"]);
    assert.deepEqual(leaders(wide, narrow, [wide.word]), ["a"]);
  });

  it("takes the name of the text where the other side names its hash", () => {
    const text: Identity = { ...identity(0, [1], IDS), word: "0x616c696365", isText: true };
    const node = identity(9n << 250n, [0], IDS);
    const found = (a: Side, b: Side) =>
      matchWords(a, b, 6).map((way) => way.map(({ leader, isHashed }) => [leader, isHashed]));
    assert.deepEqual(found(side([text], []), side([node], [])), [[["a", true]]]);
    assert.deepEqual(found(side([node], []), side([text], [])), [[["b", true]]]);
    assert.deepEqual(found(side([text], []), side([text], [])), [[["a", false]]]);
    // Nobody knows a text of the hash that only the other one can name.
    assert.deepEqual(found(side([text], []), side([node], [], [node.word])), []);
  });

  it("names the index of an element with what is named in it", () => {
    const array = { address: TOKEN, parent: 2n, size: 3n, shift: 0n };
    const inElement = (index: number, account: Hex): Side => {
      const hashes = new Hashes();
      const offers = hashes.hash(word(2)) + BigInt(index) * array.size + 2n;
      const touched = [[hashes.entry(offers, account), 5n]] as const;
      const varied = [identity(account, [0], "2[]+2"), identity(index, [1], "2")];
      return {
        ...side(varied, []),
        known: knowArrays(knownCall({ hashes, touched }), [array]),
      };
    };
    const ways = matchWords(inElement(4, BOB), inElement(6, CAROL), 1);
    assert.deepEqual(shown(ways), [["4=6", "bob=carol"]]);
    const [first, second] = [inElement(4, BOB), inElement(6, CAROL)];
    // The account brings the index along, and so is no other way.
    const [, ofIndex] = matchWords(first, second, 6);
    assert.deepEqual(shown(ofIndex === undefined ? [] : [ofIndex]), [["4=6"]]);
  });

  it("names the text with what is named under it", () => {
    const underText = (text: Hex, account: Hex): Side => {
      const hashes = new Hashes();
      const ofText = hashes.hash(text, word(3));
      const touched = [[hashes.entry(ofText, account), 5n]] as const;
      const name: Identity = { ...identity(0, [2], "3"), word: text, isText: true };
      const varied = [identity(account, [0], "3[]+0"), name];
      return { ...side(varied, []), known: knownCall({ hashes, touched }) };
    };
    const [alice, bob]: Hex[] = ["0x616c696365", "0x626f622e65"];
    assert(alice !== undefined && bob !== undefined);
    const [most, ...others] = matchWords(underText(alice, BOB), underText(bob, CAROL), 6);
    assert.equal(most?.length, 2);
    assert.deepEqual(
      others.map((way) => way.map(({ a }) => a)),
      [[alice]],
    );
  });
});
