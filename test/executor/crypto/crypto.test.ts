import assert from "node:assert/strict";
import { before, describe, it } from "node:test";

import { type EVMBN254Interface, NobleBN254 } from "@ethereumjs/evm";
import { ecrecover } from "@ethereumjs/util";

import { Accelerated } from "../../../src/internal/executor/crypto/accelerated.ts";
import { bn254, bn254Library } from "../../../src/internal/executor/crypto/bn254.ts";
import { fastKeccak256 } from "../../../src/internal/executor/crypto/fast-keccak.ts";
import {
  publicKeyRecovery,
  recoverPublicKey,
} from "../../../src/internal/executor/crypto/recover-public-key.ts";
import { bytesToHex, hexToBytes, toWord } from "../../../src/internal/primitives/hex.ts";
import { keccak256 } from "../../../src/internal/primitives/keccak.ts";

/** Bytes that look random and are always the same. */
function bytes(seed: number, length = 32): Uint8Array {
  const words = Array.from({ length: Math.ceil(length / 32) }, (_, i) =>
    keccak256(Uint8Array.of(seed >> 8, seed & 255, i)),
  );
  return Uint8Array.from(Buffer.concat(words).subarray(0, length));
}

describe("fastKeccak256", () => {
  it("gives what the one in JavaScript gives", async () => {
    const fast = await fastKeccak256();
    const lengths = [...Array.from({ length: 300 }, (_, i) => i), 1088, 20_000, 16_385, 100_000];
    for (const length of lengths) {
      const input = bytes(length, length);
      assert.deepEqual(fast(input), keccak256(input), `${length} bytes`);
    }
  });
});

describe("recoverPublicKey", () => {
  const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

  before(async () => {
    await publicKeyRecovery.load();
    assert.notEqual(publicKeyRecovery.current, ecrecover, "it could not be loaded");
  });

  function compare(hash: Uint8Array, v: bigint, r: Uint8Array, s: Uint8Array): boolean {
    const slow = outcome(() => ecrecover(hash, v, r, s));
    assert.equal(
      outcome(() => recoverPublicKey(hash, v, r, s)),
      slow,
    );
    return slow !== "fails";
  }

  it("gives what the one in JavaScript gives for random signatures", () => {
    let found = 0;
    for (let i = 0; i < 60; i++) {
      if (compare(bytes(i), 27n + BigInt(i & 1), bytes(1000 + i), bytes(2000 + i))) found++;
    }
    // Every second r is the x of a point.
    assert(found > 15 && found < 50, `${found}`);
  });

  it("fails where that one fails", () => {
    const [hash, r, s] = [bytes(1), bytes(1001), bytes(2001)];
    for (const number of [0n, ORDER, ORDER + 1n, 2n ** 256n - 1n]) {
      const word = hexToBytes(toWord(number));
      assert(!compare(hash, 27n, word, s));
      assert(!compare(hash, 27n, r, word));
      compare(word, 28n, r, s);
    }
    for (const v of [0n, 1n, 2n, 26n, 29n, 30n]) compare(hash, v, r, s);
    for (const half of [ORDER / 2n, ORDER / 2n + 1n, ORDER - 1n]) {
      compare(hash, 28n, r, hexToBytes(toWord(half)));
    }
    compare(hash, 27n, r.subarray(1), s);
  });
});

describe("bn254", () => {
  const noble = new NobleBN254();
  const GENERATOR = hexToBytes(`${toWord(1n)}${toWord(2n).slice(2)}`);
  const G2 = hexToBytes(
    "0x198e9393920d483a7260bfb731fb5d25f1aa493335a9e71297e485b7aef312c21800deef121f1e76426a00665e5c4479674322d4f75edadd46debd5cd992f6ed" +
      "090689d0585ff075ec9e99ad690c3395bc4b313370b38ef355acdadcd122975b12c85ea5db8c6deb4aab71808dcb408fe3d1e7690c43d37b4ce6cc0166fa7daa",
  );

  before(async () => {
    await bn254Library.load();
    assert(!(bn254Library.current instanceof NobleBN254), "it could not be loaded");
  });

  /** Precompiles take an answer of another length for a failure. */
  function compare(call: (library: EVMBN254Interface) => Uint8Array, length: number): string {
    const whole = (library: EVMBN254Interface) => {
      const answer = outcome(() => call(library));
      return answer.length === 2 + 2 * length ? answer : "fails";
    };
    const expected = whole(noble);
    assert.equal(whole(bn254), expected);
    return expected;
  }

  const point = (factor: number) => noble.mul(Buffer.concat([GENERATOR, bytes(factor)]));

  it("adds and multiplies as the one in JavaScript", () => {
    const points = [GENERATOR, new Uint8Array(64), point(1), point(2), bytes(3, 64)];
    const scalars = [0n, 1n, 2n, 2n ** 255n, 2n ** 256n - 1n].map((n) => hexToBytes(toWord(n)));
    for (const a of points) {
      for (const b of points) compare((library) => library.add(Buffer.concat([a, b])), 64);
      for (const scalar of [...scalars, bytes(4), bytes(5)]) {
        compare((library) => library.mul(Buffer.concat([a, scalar])), 64);
      }
    }
  });

  it("pairs as the one in JavaScript", () => {
    const p = point(7);
    const minusP = negate(p);
    const outside = [bytes(8, 64), GENERATOR.map((byte) => byte ^ 0)];
    const pairs = (...parts: Uint8Array[]) =>
      compare((library) => library.pairing(Buffer.concat(parts)), 32);
    assert.equal(pairs(), toWord(1n));
    assert.equal(pairs(p, G2, minusP, G2), toWord(1n));
    assert.equal(pairs(p, G2, p, G2), toWord(0n));
    pairs(new Uint8Array(64), G2);
    pairs(p, new Uint8Array(128));
    pairs(p, bytes(9, 128));
    pairs(
      p,
      G2.map((byte, i) => (i === 127 ? byte ^ 1 : byte)),
    );
    pairs(p, new Uint8Array(128).fill(255));
    for (const g1 of outside) pairs(g1, G2, minusP, G2);
  });

  function negate(g1: Uint8Array): Uint8Array {
    const P = 21888242871839275222246405745257275088696311157297823662689037894645226208583n;
    const y = BigInt(bytesToHex(g1.subarray(32)));
    return Buffer.concat([g1.subarray(0, 32), hexToBytes(toWord(P - y))]);
  }
});

describe("Accelerated", () => {
  it("loads the faster one after some calls, once", async () => {
    let loads = 0;
    const load = () => Promise.resolve(`fast ${++loads}`);
    const accelerated = new Accelerated("slow", load, 2);
    assert.equal(accelerated.prepare(), undefined);
    assert.equal(accelerated.prepare(), undefined);
    assert.equal(accelerated.current, "slow");
    await accelerated.prepare();
    assert.equal(accelerated.current, "fast 1");
    assert.equal(accelerated.prepare(), undefined);
    assert.equal(loads, 1);
  });

  it("keeps the slower one when the other cannot be loaded", async () => {
    const accelerated = new Accelerated("slow", () => Promise.reject(new Error("no")), 0);
    await accelerated.prepare();
    assert.equal(accelerated.current, "slow");
  });
});

function outcome(call: () => Uint8Array): string {
  try {
    return bytesToHex(call());
  } catch {
    return "fails";
  }
}
