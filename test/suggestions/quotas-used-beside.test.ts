import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { advise, type Meeting, promised } from "./support/advise.ts";

const at: Meeting = { variable: "sold", functions: ["f"], into: ["status"] };

function inA(body: string): string {
  return `contract A { uint256 constant MAX = 32000; uint256 constant EARLY = 100; uint256 sold; uint256 left = 32000; uint256 phase = 500; bool over; mapping(address => uint256) got; mapping(address => bool) early; ${body} }`;
}

describe("a quota whose number the same call uses for something else", () => {
  it("decides what the call does", () => {
    for (const body of [
      "function f() external payable { require(sold < MAX); if (sold >= EARLY) require(msg.value >= 100); sold++; got[msg.sender]++; }",
      "function f() external { require(sold < MAX); if (sold < EARLY) early[msg.sender] = true; sold++; }",
      "function f(uint256 n) external { uint256 all = n + bonus(n); require(sold + all <= MAX); sold += all; got[msg.sender] += all; } function bonus(uint256 n) internal view returns (uint256) { if (sold < EARLY) return n / 5; return 0; }",
      "function rate() public view returns (uint256) { return sold < EARLY ? 1000 : 800; } function f() external payable { uint256 n = msg.value * rate(); require(sold + n <= MAX); sold += n; got[msg.sender] += n; }",
      "function f(uint256 n) external { require(sold + n <= MAX); sold += n; got[msg.sender] += sold * 10 / MAX >= 8 ? n / 10 : n; }",
      "function f(uint256 n) external payable { uint256 unit = sold < EARLY ? 10 : 20; require(msg.value >= n * unit); require(sold + n <= MAX); sold += n; }",
      "function f() external { require(sold < MAX); sold++; if (sold == MAX) over = true; }",
    ]) {
      const finding = advise(inA(body), at);
      assert.deepEqual([finding?.rule, finding?.isInherent], ["deciding-total", true], body);
      assert.equal(promised(inA(body), at), undefined, body);
    }
  });

  it("is not dealt out where that is not known to be harmless", () => {
    for (const body of [
      "function f() external { require(sold < MAX && sold < phase); sold++; }",
      "function f() external { require(sold < MAX); got[msg.sender] += 1000 / (sold + 1); sold++; }",
      "mapping(uint256 => address) buyer; function f() external { require(sold < MAX); buyer[sold / 10] = msg.sender; sold++; }",
      "function f(uint256 expected) external { require(sold < MAX && sold == expected); sold++; }",
      "function f() external { require(sold < MAX); uint256 at; assembly { at := sload(sold.slot) } got[msg.sender] = at; sold++; }",
      "function f() external { require(sold < MAX); sold += sold / 100 + 1; }",
    ]) {
      assert.equal(promised(inA(body), at), undefined, body);
    }
    const entry = `contract A { struct Sale { uint256 sold; uint256 cap; } mapping(uint256 => Sale) sales; mapping(address => bool) early;
      function f(uint256 id) external { Sale storage s = sales[id]; require(s.sold < s.cap); if (s.sold < 10) early[msg.sender] = true; s.sold++; } }`;
    const meeting = { ...at, variable: "sales", path: "sales[arg:id].sold", inSuite: true };
    assert.equal(promised(entry, meeting), undefined);
  });

  it("is dealt out where it is only compared with its bound, and in calls that others make", () => {
    for (const body of [
      "function f(uint256 n) external { require(sold + n <= MAX); sold += n; got[msg.sender] += n; } function g() external view returns (bool) { return sold < EARLY; }",
      "function f(uint256 n) external { require(sold < MAX); require(sold + n <= MAX); sold += n; }",
      "function f(uint256 n) external { require(n <= room()); sold += n; } function room() public view returns (uint256) { if (sold >= MAX) return 0; return MAX - sold; }",
      "error Out(uint256 left); function f(uint256 n) external { uint256 next = sold + n; if (next > MAX) revert Out(MAX - sold); sold = next; }",
      "function f(uint256 n) external { sold += n; assert(sold <= MAX); got[msg.sender] += n; } function g(uint256 n) external { require(got[msg.sender] >= n); got[msg.sender] -= n; sold -= n; }",
    ]) {
      assert.deepEqual(promised(inA(body), at), { kind: "shard", shards: 16 }, body);
    }
    const drawn =
      "function f(uint256 n) external { require(left > 0); require(n <= left); left -= n; got[msg.sender] += n; }";
    const lowered = { ...at, variable: "left", own: "-1" };
    assert.deepEqual(promised(inA(drawn), lowered), { kind: "shard", shards: 16 });
  });

  it("is asked for by whoever calls in the same transaction", () => {
    const body = (look: string) =>
      `contract A { uint256 constant MAX = 32000; uint256 public sold; mapping(address => uint256) got; function f(uint256 n) external { require(sold + n <= MAX); sold += n; got[msg.sender] += n; } }
       contract B { uint256 y; bool done; function h(A a) external { a.f(5); ${look} } }`;
    const meeting: Meeting = { ...at, by: ["B.h"] };
    assert.notEqual(advise(body("if (a.sold() > 900) done = true;"), meeting)?.rule, "cap");
    assert.equal(advise(body("y++;"), meeting)?.rule, "cap");
  });
});
