import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { decompressG1 } from "../../../src/internal/executor/crypto/decompress-g1.ts";
import { verifyKzgProof } from "../../../src/internal/executor/crypto/verify-kzg-proof.ts";
import { hexToBytes, toWord } from "../../../src/internal/primitives/hex.ts";
import { PROOFS } from "./kzg-proofs.ts";

const ORDER = 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001n;
const INFINITY = `0xc0${"00".repeat(47)}`;
/** On the curve, but not in the subgroup. */
const OUTSIDE_SUBGROUP = `0x80${"00".repeat(46)}04`;

describe("verifyKzgProof", () => {
  const last = PROOFS.at(-1) ?? assert.fail();

  it("accepts what another library proves", () => {
    for (const { commitment, z, y, proof } of PROOFS) {
      assert.equal(verifyKzgProof(commitment, z, y, proof), true);
    }
  });

  it("rejects other values, places, commitments and proofs", () => {
    const { commitment, z, y, proof } = last;
    const [zeros, , constant, , random] = PROOFS;
    assert.equal(verifyKzgProof(commitment, z, toWord(BigInt(y) ^ 1n), proof), false);
    assert.equal(verifyKzgProof(commitment, toWord(BigInt(z) + 1n), y, proof), false);
    assert.equal(verifyKzgProof(constant.commitment, z, y, proof), false);
    assert.equal(verifyKzgProof(commitment, z, y, random.proof), false);
    assert.equal(verifyKzgProof(commitment, z, y, INFINITY), false);
    assert.equal(verifyKzgProof(zeros.commitment, z, toWord(1n), INFINITY), false);
    assert.equal(verifyKzgProof(commitment, z, y, negated(proof)), false);
  });

  it("throws on numbers outside of the field", () => {
    const { commitment, z, y, proof } = last;
    for (const value of [ORDER, 2n ** 256n - 1n]) {
      assert.throws(() => verifyKzgProof(commitment, toWord(value), y, proof), /C_KZG_BADARGS/);
      assert.throws(() => verifyKzgProof(commitment, z, toWord(value), proof), /C_KZG_BADARGS/);
    }
  });

  it("throws on what are no points", () => {
    const { commitment, z, y, proof } = last;
    assert.equal(decompressG1(hexToBytes(OUTSIDE_SUBGROUP)).length, 128);
    const bad = [
      `0x20${"00".repeat(47)}`,
      `0xe0${"00".repeat(47)}`,
      `0xc0${"00".repeat(46)}01`,
      `0x9f${"ff".repeat(47)}`,
      `0x80${"00".repeat(46)}01`,
      commitment.slice(0, -2),
      OUTSIDE_SUBGROUP,
    ];
    for (const point of bad) {
      assert.throws(() => verifyKzgProof(point, z, y, proof));
      assert.throws(() => verifyKzgProof(commitment, z, y, point));
    }
  });
});

/** The same x, the other y. */
function negated(point: string): string {
  const flags = parseInt(point.slice(2, 4), 16) ^ 0x20;
  return `0x${flags.toString(16)}${point.slice(4)}`;
}
