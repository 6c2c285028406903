import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { isCovered } from "../../src/internal/suggestions/patches/accrue-payments.ts";
import { paymentsToMany } from "../../src/internal/suggestions/code/payments.ts";
import type { Compiler } from "../slot-naming/support/compile.ts";
import { codeNamed, codesOf, solidity } from "./support/refactored.ts";

/** Whether all that contract A pays is shown to have come in. */
function isPaid(body: string, compiler: Compiler = "solc", pragma = "^0.8.20"): boolean {
  const project = codesOf(solidity(`contract A {\n${STATE}${body}\n}`, pragma), { compiler });
  const code = codeNamed(project, "A");
  return isCovered(code, project, paymentsToMany(code));
}

const STATE = `address payable[] list; address payable boss; uint256 fees; uint256 price;
  mapping(address => uint256) at; struct Bid { address payable who; uint256 v; } Bid[] bids;
`;

const SHARES =
  "function f() external payable { uint256 each = msg.value / list.length; for (uint256 i = 0; i < list.length; i++) list[i].transfer(each); }";

describe("payments that are covered", () => {
  const covered: Readonly<Record<string, string>> = {
    "shares of what is sent": SHARES,
    "to those whom the caller names":
      "function f(address payable[] calldata to) external payable { uint256 n = to.length; uint256 each = msg.value / n; uint256 i; while (i < n) { to[i].transfer(each); unchecked { ++i; } } }",
    "reckoned in each round":
      "function f() external payable { uint256 n = list.length; for (uint256 i; i < n; ++i) list[i].transfer(msg.value / n); }",
    "a number of them that is fixed":
      "function f() external payable { uint256 part = msg.value / 3; for (uint256 i; i < 3; i++) list[i].transfer(part); }",
    "of a list that is copied, by another function":
      "function f() external payable { _pay((msg.value * 9) / 10); } function _pay(uint256 a) internal { address payable[] memory all = list; uint256 each = a / all.length; for (uint256 i = 0; i < all.length; ++i) all[i].transfer(each); }",
    "beside a fee":
      "function f() external payable { uint256 fee = msg.value / 20; boss.transfer(fee); uint256 each = (msg.value - fee) / list.length; for (uint256 i = 0; i < list.length; i++) list[i].transfer(each); }",
    "beside a fee that is kept and taken out":
      "function f() external payable { uint256 fee = msg.value / 20; fees += fee; uint256 each = (msg.value - fee) / list.length; for (uint256 i = 0; i < list.length; i++) list[i].transfer(each); } function take() external { uint256 all = fees; fees = 0; boss.transfer(all); }",
    "what entries hold":
      "function bid() external payable { bids.push(Bid(payable(msg.sender), msg.value)); } function back() external { for (uint256 i; i < bids.length; i++) { uint256 v = bids[i].v; bids[i].v = 0; bids[i].who.transfer(v); } }",
    "what is taken out of an entry": `${SHARES} function put() external payable { at[msg.sender] += msg.value; } function take(uint256 n) external { at[msg.sender] -= n; payable(msg.sender).transfer(n); }`,
    "entries that are handed on": `${SHARES} function put() external payable { at[msg.sender] += msg.value; } function give(address to, uint256 n) external { at[msg.sender] -= n; at[to] += n; } function take(uint256 n) external { at[msg.sender] -= n; payable(msg.sender).transfer(n); }`,
    "one value that is passed on whole":
      "function f() external payable { boss.transfer(msg.value); }",
  };
  for (const [what, body] of Object.entries(covered)) {
    it(`are ${what}`, () => {
      assert.equal(isPaid(body), true);
    });
  }

  const open: Readonly<Record<string, string>> = {
    "amounts that the caller names":
      "function f(address payable[] calldata to, uint256[] calldata n) external payable { for (uint256 i = 0; i < to.length; i++) to[i].transfer(n[i]); }",
    "what is stored, of what the contract has":
      "function f() external { for (uint256 i = 0; i < list.length; i++) list[i].transfer(at[list[i]]); } receive() external payable {}",
    "a price in each round, whatever is sent":
      "function f() external payable { for (uint256 i = 0; i < list.length; i++) list[i].transfer(price); }",
    "shares of one list paid to another":
      "function f() external payable { uint256 each = msg.value / list.length; for (uint256 i = 0; i < bids.length; i++) bids[i].who.transfer(each); }",
    "shares in more rounds than shares":
      "function f() external payable { uint256 each = msg.value / list.length; for (uint256 i = 0; i <= list.length; i++) list[i].transfer(each); }",
    "rounds that may stay where they are":
      "function f() external payable { uint256 each = msg.value / list.length; uint256 i; while (i < list.length) { list[i].transfer(each); if (each > 5) i++; } }",
    "shares of a list that grows beside it":
      "function f() external payable { uint256 each = msg.value / list.length; list.push(boss); for (uint256 i = 0; i < list.length; i++) list[i].transfer(each); }",
    "shares twice":
      "function f() external payable { uint256 each = msg.value / list.length; for (uint256 i = 0; i < list.length; i++) { list[i].transfer(each); boss.transfer(each); } }",
    "shares beside what is kept as a whole, to be taken out":
      "function f() external payable { fees += msg.value; uint256 each = msg.value / list.length; for (uint256 i = 0; i < list.length; i++) list[i].transfer(each); } function take() external { uint256 all = fees; fees = 0; boss.transfer(all); }",
    "whatever the owner names": `${SHARES} function rescue(address payable to, uint256 n) external { require(msg.sender == boss); to.transfer(n); }`,
    "by a call of another contract": `${SHARES} function run(address to, uint256 n, bytes calldata data) external { (bool ok, ) = to.call{value: n}(data); require(ok); }`,
    "by a call of a function": `${SHARES} function run(A to, uint256 n) external { to.f{value: n}(); }`,
    "by a library that pays as it likes": `${SHARES} function run(address to, uint256 n) external { Pay.all(to, n); } } library Pay { function all(address to, uint256 n) internal { assembly { pop(call(gas(), to, n, 0, 0, 0, 0)) } }`,
    "entries that are made of nothing": `${SHARES} function grant(address to, uint256 n) external { at[to] += n; } function take(uint256 n) external { at[msg.sender] -= n; payable(msg.sender).transfer(n); }`,
    "an entry that is emptied behind what it may call": `${SHARES} function put() external payable { at[msg.sender] += msg.value; } function take() external { uint256 n = at[msg.sender]; (bool ok, ) = msg.sender.call{value: n}(""); require(ok); at[msg.sender] = 0; }`,
    "an entry that is read before another call may empty it": `${SHARES} function put() external payable { at[msg.sender] += msg.value; } function take(A a) external { uint256 n = at[msg.sender]; a.f(); at[msg.sender] = 0; payable(msg.sender).transfer(n); }`,
    "an entry that is lowered without a check": `${SHARES} function put() external payable { at[msg.sender] += msg.value; } function take(uint256 n) external { unchecked { at[msg.sender] -= n; } payable(msg.sender).transfer(n); }`,
    "one entry paid twice": `${SHARES} function put() external payable { at[msg.sender] += msg.value; } function take(uint256 n) external { at[msg.sender] -= n; payable(msg.sender).transfer(n); boss.transfer(n); }`,
    "more than what is sent": "function f() external payable { boss.transfer(msg.value * 2); }",
  };
  for (const [what, body] of Object.entries(open)) {
    it(`are not ${what}`, () => {
      assert.equal(isPaid(body), false);
    });
  }

  it("are not where a difference wraps, before 0.8", () => {
    const body =
      "function f() external payable { uint256 each = (msg.value - price) / list.length; for (uint256 i = 0; i < list.length; i++) list[i].transfer(each); }";
    assert.equal(isPaid(body), true);
    assert.equal(isPaid(body, "solc07", "^0.7.6"), false);
  });
});
