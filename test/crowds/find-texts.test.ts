import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { AbiCoder, keccak256, toUtf8Bytes } from "ethers";

import { findIdentities } from "../../src/internal/crowds/find-identities.ts";
import { findTexts } from "../../src/internal/crowds/find-texts.ts";
import type { Hex } from "../../src/internal/model/location.ts";
import { bytesToHex } from "../../src/internal/primitives/hex.ts";
import { ALICE, Hashes, knownCall, offsetOf, TOKEN, word } from "./support/known.ts";

const NAME = bytesOf("alice.eth");

function bytesOf(text: string): Hex {
  return bytesToHex(toUtf8Bytes(text));
}

function calling(types: readonly string[], values: readonly unknown[]) {
  const data = AbiCoder.defaultAbiCoder().encode(types, values);
  return { input: `0xaabbccdd${data.slice(2)}` as const };
}

describe("findTexts", () => {
  it("finds texts that are keys, with the place where their bytes begin", () => {
    const hashes = new Hashes();
    const known = knownCall({
      hashes,
      fields: calling(["uint256", "string", "bytes"], [9, "alice.eth", "0x00112233"]),
      touched: [
        [hashes.hash(NAME, word(4)), BigInt(ALICE)],
        [hashes.hash("0x00112233", word(5)), 1n],
      ],
    });
    // Three heads, then a length and the bytes of each.
    assert.deepEqual(findTexts(known), [
      {
        word: NAME,
        offsets: [offsetOf(4)],
        encoding: [],
        mappings: [`${TOKEN} 4`],
        holdsSender: true,
        isText: true,
      },
      {
        word: "0x00112233",
        offsets: [offsetOf(6)],
        encoding: [],
        mappings: [`${TOKEN} 5`],
        holdsSender: false,
        isText: true,
      },
    ]);
  });

  it("finds texts of which the hash is a key", () => {
    const hashes = new Hashes();
    const hash = keccak256(NAME) as Hex; // ethers hashes to 0x-hex
    const known = knownCall({
      hashes,
      fields: calling(["string"], ["alice.eth"]),
      touched: [[hashes.entry(hashes.entry(4, hash), 3), 1n]],
    });
    assert.deepEqual(
      findTexts(known).map(({ word: text, offsets, mappings }) => [text, offsets, mappings]),
      [[NAME, [offsetOf(2)], [`${TOKEN} 4`]]],
    );
  });

  it("leaves texts that are no keys, and those that are too short", () => {
    const hashes = new Hashes();
    const known = knownCall({
      hashes,
      fields: calling(["string", "string"], ["alice.eth", "bob"]),
      touched: [
        [hashes.hash(bytesOf("bob"), word(4)), 1n],
        [hashes.hash(bytesOf("alice.et"), word(4)), 1n],
      ],
    });
    assert.deepEqual(findTexts(known), []);
  });

  it("comes behind the words", () => {
    const hashes = new Hashes();
    const known = knownCall({
      hashes,
      fields: calling(["string", "uint256"], ["alice.eth", 77]),
      touched: [
        [hashes.hash(NAME, word(4)), 0n],
        [hashes.entry(2, 77), 0n],
      ],
    });
    assert.deepEqual(
      findIdentities(known).map((identity) => identity.word),
      [word(77), NAME],
    );
  });
});
