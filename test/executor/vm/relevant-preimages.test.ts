import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { relevantPreimages } from "../../../src/internal/executor/vm/relevant-preimages.ts";
import { storageKey } from "../../../src/internal/model/location.ts";
import {
  bytesToBigInt,
  bytesToHex,
  hexToBytes,
  toWord,
} from "../../../src/internal/primitives/hex.ts";
import { keccak256 } from "../../../src/internal/primitives/keccak.ts";

const ADDRESS = `0x${"a1".repeat(20)}` as const;
const word = (value: bigint) => hexToBytes(toWord(value));

/** Hashes, as a transaction computes them. */
class Hashes {
  readonly all = new Map<bigint, Uint8Array>();

  of(...parts: readonly Uint8Array[]): Uint8Array {
    const input = new Uint8Array(Buffer.concat(parts));
    const hash = keccak256(input);
    this.all.set(bytesToBigInt(hash), input);
    return hash;
  }

  /** Those that lead to a slot that is touched. */
  relevantTo(slot: Uint8Array): string[] {
    const location = storageKey(ADDRESS, bytesToHex(slot));
    const sites = [{ location, kind: "read", frame: 0, pc: 0, before: 0n, after: 0n } as const];
    return [...relevantPreimages(sites, this.all).keys()].sort();
  }
}

const hex = (...hashes: readonly Uint8Array[]) => hashes.map(bytesToHex).sort();

describe("relevantPreimages", () => {
  it("finds what leads to a slot, and nothing else", () => {
    const hashes = new Hashes();
    const outer = hashes.of(word(1n), word(3n));
    const inner = hashes.of(word(2n), outer);
    hashes.of(word(9n), word(9n));
    assert.deepEqual(hashes.relevantTo(inner), hex(outer, inner));
  });

  it("finds what a key is the hash of, and what that is made from, at any byte", () => {
    const hashes = new Hashes();
    const currencies = hashes.of(word(5n), word(6n), word(3_000n));
    const position = hashes.of(hexToBytes(ADDRESS), currencies);
    const slot = hashes.of(position, word(0n));
    hashes.of(word(7n), word(8n), word(9n));
    assert.deepEqual(hashes.relevantTo(slot), hex(currencies, position, slot));
  });
});
