import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { advise } from "./support/advise.ts";

/** Whether it is a quota that one function draws on, where other values decide on nothing but its success. */
function isQuota(body: string): boolean {
  const finding = advise(
    `contract A {
      uint256 constant MAX = 100; uint256 immutable GOAL = 9; uint256 limit = 5; uint256 total;
      mapping(uint256 => uint256) limitOf;
      error No();
      ${body}
    }`,
    { variable: "total", functions: ["f"], into: ["status"] },
  );
  return finding?.rule === "cap";
}

describe("cap", () => {
  it("is a bound that is stored, or written in the code", () => {
    const bodies = [
      "function f(uint256 n) external { require(total + n <= MAX); total += n; }",
      "function f(uint256 n) external { if (GOAL < total + n) revert No(); total += n; }",
      "function f(uint256 id) external { require(!(total >= limitOf[id])); total++; }",
      "function f() external { if (total != limit) { total++; } else revert No(); }",
      "function f() external { uint256 next = total + 1; require(limit * 2 > next); total += 1; }",
    ];
    for (const body of bodies) assert(isQuota(body), body);
  });

  it("is what is left, where as much is taken as it is compared with", () => {
    const bodies = [
      "function f(uint256 n) external { require(n <= MAX - total); total += n; }",
      "function f() external payable { if (limit - total < msg.value) revert No(); total += msg.value; }",
      "function f(uint256 n) external { require(total >= n); total -= n; }",
      "function f() external { require(total > 0); total -= 1; }",
    ];
    for (const body of bodies) assert(isQuota(body), body);
  });

  it("is no price, no minimum, and nothing that a caller or the block says", () => {
    const bodies = [
      "function f() external payable { require(msg.value >= total * 7 + 1); total++; }",
      "function f(uint256 most) external { uint256 cost = 3 * total; if (cost > most) revert No(); total++; }",
      "function f(uint256 n, uint256 most) external { require(most * 2 >= total * n); total += n; }",
      "function f() external { require(total < block.timestamp); total++; }",
      "function f(uint256 n) external { require(total + n >= MAX); total += n; }",
      "function f() external payable { require(total / 100 <= msg.value); total += msg.value; }",
      "function f(uint256 n) external { for (uint256 i; i < 3; i++) n = n + i; require(total < n); total++; }",
    ];
    for (const body of bodies) assert(!isQuota(body), body);
  });
});
