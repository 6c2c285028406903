import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { ReportFinding } from "../../src/internal/model/report-finding.ts";
import { advise } from "./support/advise.ts";

function said(body: string): ReportFinding | undefined {
  return advise(
    `contract A { uint256 public total; mapping(address => uint256) public balanceOf; address treasury; uint256 bps;
      constructor(uint256 all) { total = all; balanceOf[msg.sender] = all; } ${body} }`,
    { variable: "total", functions: ["burn"], verdict: "commutative", into: [] },
  );
}

const TAKE = `function take(address from, uint256 v) private { uint256 old = balanceOf[from]; if (old < v) revert(); balanceOf[from] = old - v; }
  function feeOf(address to, uint256 v) public view returns (uint256) { return to == treasury ? 0 : v * bps / 10000; }`;
const BURN = "function burn(uint256 v) external { take(msg.sender, v); total -= v; }";
const TOGETHER = /^total is the sum of balanceOf:/;

describe("a sum of entries that change together", () => {
  it("is known where a transfer pays a fee out of what it moves", () => {
    for (const body of [
      // To a treasury, unless there is none.
      `function move(address to, uint256 v) external { uint256 fee = feeOf(to, v); take(msg.sender, v);
        balanceOf[to] += v - fee; if (fee == 0) return; balanceOf[treasury] += fee; }`,
      `function move(address to, uint256 v) external { uint256 fee = feeOf(to, v); take(msg.sender, v);
        balanceOf[to] += v - fee; if (fee > 0) { balanceOf[treasury] += fee; } }`,
      // By a variable that becomes less.
      `function move(address to, uint256 v) external { take(msg.sender, v); uint256 fee = v / 100; v -= fee;
        balanceOf[treasury] += fee; balanceOf[to] += v; }`,
      // In two parts, by a function that gives both.
      `function split(uint256 v) private view returns (uint256 net, uint256 fee) { fee = v * bps / 10000; net = v - fee; }
       function move(address to, uint256 v) external { (uint256 net, uint256 fee) = split(v); take(msg.sender, v);
        balanceOf[to] += net; balanceOf[treasury] += fee; }`,
      // Half of it burnt.
      `function move(address to, uint256 v) external { uint256 fee = v / 100; uint256 burnt = fee / 2; take(msg.sender, v);
        balanceOf[to] += v - fee; balanceOf[treasury] += fee - burnt; total -= burnt; }`,
      // To many.
      `function move(address[] calldata to, uint256[] calldata v) external { for (uint256 i = 0; i < to.length; i++) {
        uint256 fee = v[i] / 100; take(msg.sender, v[i]); balanceOf[to[i]] += v[i] - fee; balanceOf[treasury] += fee; } }`,
    ]) {
      const finding = said(`${TAKE} ${BURN} ${body}`);
      assert.equal(finding?.rule, "total-supply", body);
      assert.match(finding.message, TOGETHER);
      // What the constructor sets goes into the first part.
      assert.match(finding.patch ?? "", /_totalShards\[0\] = all;/);
    }
  });

  it("is known where nothing but the fee is burnt", () => {
    const finding = said(
      `${TAKE} function burn(address to, uint256 v) external { uint256 fee = v / 100; take(msg.sender, v);
        balanceOf[to] += v - fee; total -= fee; }`,
    );
    assert.equal(finding?.rule, "total-supply");
    assert.match(finding.message, TOGETHER);
    assert.match(finding.evidence.join(" "), /taken together, by the same amount/);
  });

  it("is known by SafeMath on solc 0.6", () => {
    const safeMath = `library SafeMath {
      function add(uint256 a, uint256 b) internal pure returns (uint256) { uint256 c = a + b; require(c >= a); return c; }
      function sub(uint256 a, uint256 b) internal pure returns (uint256) { require(b <= a); return a - b; }
      function mul(uint256 a, uint256 b) internal pure returns (uint256) { if (a == 0) return 0; uint256 c = a * b; require(c / a == b); return c; }
      function div(uint256 a, uint256 b) internal pure returns (uint256) { require(b > 0); return a / b; }
    }`;
    const rule = (fee: string) =>
      advise(
        `${safeMath} contract A { using SafeMath for uint256; uint256 public total; mapping(address => uint256) bal; address treasury; uint256 bps;
          constructor(uint256 all) public { total = all; bal[msg.sender] = all; }
          function burn(uint256 v) external { bal[msg.sender] = bal[msg.sender].sub(v); total = total.sub(v); }
          function move(address to, uint256 v) external { uint256 fee = v.mul(bps).div(10000); uint256 net = v.sub(fee);
            bal[msg.sender] = bal[msg.sender].sub(v); bal[to] = bal[to].add(net); ${fee} } }`,
        { variable: "total", functions: ["burn"], verdict: "commutative", into: [] },
        { pragma: "^0.6.0", compiler: "solc06" },
      )?.rule;
    assert.equal(rule("bal[treasury] = bal[treasury].add(fee);"), "total-supply");
    assert.equal(rule("total = total.sub(fee);"), "total-supply");
    assert.notEqual(rule(""), "total-supply");
    assert.notEqual(
      rule("total = total.sub(fee); bal[treasury] = bal[treasury].add(fee);"),
      "total-supply",
    );
  });

  it("is known where a struct goes as a whole, and where an entry is set anew", () => {
    const positions = (body: string) =>
      advise(
        `contract A { struct Position { address owner; uint256 size; } mapping(uint256 => Position) positions; uint256 public total;
          function open(uint256 id, uint256 v) external { Position storage p = positions[id]; require(p.owner == address(0)); p.owner = msg.sender; p.size += v; total += v; }
          ${body} }`,
        { variable: "total", functions: ["open", "close"], verdict: "commutative", into: [] },
      )?.message;
    const summed = /^total is the sum of positions\.size:/;
    assert.match(
      positions(
        "function close(uint256 id) external { Position storage p = positions[id]; require(p.owner == msg.sender); total -= p.size; delete positions[id]; }",
      ) ?? "",
      summed,
    );
    assert.match(
      positions(
        "function close(uint256 id, uint256 v) external { total += v - positions[id].size; positions[id].size = v; }",
      ) ?? "",
      summed,
    );
    assert.doesNotMatch(
      positions("function close(uint256 id) external { total -= 1; delete positions[id]; }") ?? "",
      summed,
    );
  });

  it("is not said where something gets lost, or comes from nowhere", () => {
    for (const body of [
      // Nobody gets the fee.
      `function move(address to, uint256 v) external { uint256 fee = feeOf(to, v); take(msg.sender, v); balanceOf[to] += v - fee; }`,
      `function move(address to, uint256 v) external { uint256 fee = v / 100; take(msg.sender, v); v -= fee; balanceOf[to] += v; }`,
      // On one of the ways nobody does.
      `function move(address to, uint256 v) external { uint256 fee = feeOf(to, v); take(msg.sender, v);
        balanceOf[to] += v - fee; if (fee < 10) return; balanceOf[treasury] += fee; }`,
      // It comes on top.
      `function move(address to, uint256 v) external { uint256 fee = feeOf(to, v); take(msg.sender, v);
        balanceOf[to] += v; balanceOf[treasury] += fee; }`,
      // Twice, and not at all.
      `function move(address to, uint256 v) external { uint256 fee = v / 100; take(msg.sender, v);
        balanceOf[to] += v - fee; balanceOf[treasury] += fee; balanceOf[msg.sender] += fee; }`,
      // Another fee.
      `function move(address to, uint256 v) external { uint256 fee = v / 100; take(msg.sender, v);
        balanceOf[to] += v - fee; balanceOf[treasury] += v / 101; }`,
      // Burnt, and paid out.
      `function move(address to, uint256 v) external { uint256 fee = v / 100; take(msg.sender, v);
        balanceOf[to] += v - fee; balanceOf[treasury] += fee; total -= fee; }`,
      // What is written back may be of the same account.
      `function move(address to, uint256 v) external { uint256 fee = v / 100; uint256 a = balanceOf[msg.sender]; uint256 b = balanceOf[to];
        balanceOf[msg.sender] = a - v; balanceOf[to] = b + v - fee; balanceOf[treasury] += fee; }`,
      // By rounds that are not even.
      `function move(address[] calldata to, uint256 v) external { uint256 fee = v / 100; take(msg.sender, v);
        for (uint256 i = 0; i < to.length; i++) { balanceOf[to[i]] += v - fee; balanceOf[treasury] += fee; } }`,
      // In assembly.
      `function move(address to, uint256 v) external { uint256 fee = v / 100; take(msg.sender, v);
        assembly { fee := div(fee, 2) } balanceOf[to] += v - v / 100; balanceOf[treasury] += fee; }`,
    ]) {
      const finding = said(`${TAKE} ${BURN} ${body}`);
      assert.notEqual(finding?.rule, "total-supply", body);
      assert.doesNotMatch(finding?.message ?? "", /the sum of/);
    }
  });
});
