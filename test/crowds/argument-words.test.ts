import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { AbiCoder, Interface } from "ethers";

import { argumentWords } from "../../src/internal/crowds/argument-words.ts";
import type { Hex } from "../../src/internal/model/location.ts";
import { ALICE, BOB, inputOf, word } from "./support/known.ts";

const abi = new Interface([
  "function multicall(bytes[] data)",
  "function transfer(address to, uint256 n)",
  "function batch(uint256[] ids, uint256[] amounts, bytes data)",
  "function nest(tuple(uint256 id, bytes data)[] calls, uint256 n, address[][] lists)",
]);

function encoded(name: string, ...args: readonly unknown[]): Hex {
  return abi.encodeFunctionData(name, args) as Hex; // ethers encodes to 0x-hex
}

/** Offset and value of each; `encoding`: only what looks like a part of the encoding, or only what does not. */
function shown(input: Hex, frames: readonly Hex[] = [], encoding?: boolean) {
  return argumentWords(
    input,
    frames.map((frame) => ({ input: frame })),
  )
    .filter(({ isEncoding }) => encoding === undefined || isEncoding === encoding)
    .map(({ offset, word: one }) => [offset, one]);
}

function valuesOf(input: Hex, frames: readonly Hex[] = []): Hex[] {
  return shown(input, frames, false).map(([, value]) => value as Hex /* a word */);
}

describe("argumentWords", () => {
  it("gives each word behind the selector, with its offset", () => {
    assert.deepEqual(shown(inputOf("aabbccdd", 7, ALICE, 7)), [
      [4, word(7)],
      [36, word(ALICE)],
      [68, word(7)],
    ]);
  });

  it("leaves a rest that is no word", () => {
    assert.deepEqual(shown(`${inputOf("aabbccdd", 7)}ffff`), [[4, word(7)]]);
    assert.deepEqual(shown("0xaabbccdd"), []);
    assert.deepEqual(shown("0xaabb"), []);
    assert.deepEqual(shown("0x"), []);
  });

  it("gives the words of the calls that it contains, and none across their borders", () => {
    const calls = [encoded("transfer", ALICE, 5), encoded("transfer", BOB, 6)];
    const input = encoded("multicall", calls);
    assert.deepEqual(shown(input, [input, ...calls]), [
      [4, word(32)],
      [36, word(2)],
      [68, word(64)],
      [100, word(192)],
      [132, word(68)],
      // Four bytes on, behind the selector.
      [168, word(ALICE)],
      [200, word(5)],
      // Behind the padding.
      [260, word(68)],
      [296, word(BOB)],
      [328, word(6)],
    ]);
    assert.deepEqual(valuesOf(input, calls), [ALICE, 5, BOB, 6].map(word));
  });

  it("goes into calls that calls contain", () => {
    const inner = encoded("transfer", ALICE, 5);
    const middle = encoded("multicall", [inner]);
    const input = encoded("multicall", [middle]);
    assert.deepEqual(valuesOf(input, [input, middle, inner]), [ALICE, 5].map(word));
  });

  it("finds the same call twice", () => {
    const inner = encoded("transfer", ALICE, 5);
    const input = encoded("multicall", [inner, inner]);
    assert.deepEqual(valuesOf(input, [inner, inner]), [ALICE, 5, ALICE, 5].map(word));
  });

  it("takes calls that begin alike for two", () => {
    const calls = [encoded("transfer", ALICE, 5), encoded("transfer", ALICE, 600)];
    const input = encoded("multicall", calls);
    assert.deepEqual(valuesOf(input, calls), [ALICE, 5, ALICE, 600].map(word));
  });

  it("finds a call that something was appended to, as forwarders append the sender", () => {
    const inner = encoded("transfer", ALICE, 5);
    const input = encoded("multicall", [inner]);
    const called: Hex = `${inner}${BOB.slice(2)}`;
    assert.deepEqual(valuesOf(input, [input, called]), [ALICE, 5].map(word));
  });

  it("takes no call that is made of other data for one that is contained", () => {
    const input = encoded("transfer", ALICE, 5);
    // A proxy hands on the whole; a wrapper calls the same function with another amount.
    const frames = [input, input, encoded("transfer", ALICE, 4), "0xa9059cbb", "0x"] as const;
    assert.deepEqual(shown(input, frames), shown(input));
  });

  it("tells offsets and lengths from values", () => {
    const input = encoded("batch", [2, 96], [0, 2], `0x${"77".repeat(31)}00`);
    assert.deepEqual(shown(input, [], true), [
      [4, word(96)],
      [36, word(192)],
      [68, word(288)],
      [100, word(2)],
      [196, word(2)],
      [292, word(32)],
    ]);
    assert.deepEqual(valuesOf(input).slice(0, 4), [2, 96, 0, 2].map(word));
    const other = encoded("batch", [32, 2], [64, 32, 0], "0x");
    assert.deepEqual(valuesOf(other), [32, 2, 64, 32, 0].map(word));
  });

  it("tells them in tuples and in arrays of arrays", () => {
    const calls = [
      { id: 1_000, data: AbiCoder.defaultAbiCoder().encode(["uint256"], [2_000]) },
      { id: 3_000, data: "0x" },
    ];
    const input = encoded("nest", calls, 4_000, [[ALICE, BOB], [], [ALICE]]);
    assert.deepEqual(valuesOf(input), [4_000, 1_000, 2_000, 3_000, ALICE, BOB, ALICE].map(word));
  });
});
