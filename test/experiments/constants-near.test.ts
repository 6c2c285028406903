import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { constantsNear } from "../../src/internal/experiments/constants-near.ts";
import { compile } from "../executor/support/solidity.ts";
import type { Hex } from "../../src/internal/model/location.ts";

const MOST = 8;

function bytesOf(...parts: readonly string[]): Hex {
  return `0x${parts.join("")}`;
}

describe("constantsNear", () => {
  it("takes what a comparison follows first, then what is nearer", () => {
    // 700; then 300 and 500 with a comparison behind the last one; an access at 6.
    const code = bytesOf("6102bc", "50", "61012c", "54", "50", "6101f4", "90", "14");
    assert.deepEqual(constantsNear(code, [6], MOST), [500n, 700n]);
    assert.deepEqual(constantsNear(code, [6], 1), [500n]);
  });

  it("leaves out what says where or which, and what no number counts up to", () => {
    const none = [
      bytesOf("604051"), // memory
      bytesOf("6104d254"), // a slot
      bytesOf("6104d256"), // a jump
      bytesOf("61ffff90"), // a mask
      bytesOf("63aabbccdd", "60e01b"), // the selector of an error
      bytesOf("8063aabbccdd14"), // that of a function
      bytesOf(`7f${"a1".repeat(32)}`), // a topic
      bytesOf("6011600452"), // the number of a panic
      bytesOf("60043610"), // the length of call data
      bytesOf("60208284031215"), // the length of its arguments
      bytesOf("5b5b", "64697066735890", "0007"), // what stands behind the code
      bytesOf("6001", "5f", "90"), // nothing and one
    ];
    for (const code of none) assert.deepEqual(constantsNear(code, [0], MOST), [], code);
  });

  it("reads no numbers out of numbers, nor far away", () => {
    assert.deepEqual(constantsNear("0x626104d290", [0], MOST), [0x6104d2n]);
    const far = bytesOf("5b".repeat(600), "6104d290");
    assert.deepEqual(constantsNear(far, [0], MOST), []);
    assert.deepEqual(constantsNear(far, [500], MOST), [1234n]);
  });

  it("finds what solc compares with", () => {
    const source = `// SPDX-License-Identifier: MIT
      pragma solidity ^0.8.20;
      contract A { uint256 n; function f() external { n += 1; if (n == 777) n = 0; require(n < 99999); } }`;
    // It creates the contract, whose code stands at its end.
    const { bytecode } = compile(source, "A");
    const places = Array.from({ length: 8 }, (_, i) => i * 40);
    const found = constantsNear(bytecode, places, MOST);
    assert(found.includes(777n) && found.includes(99999n), found.join());
  });
});
