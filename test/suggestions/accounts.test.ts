import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { advise } from "./support/advise.ts";

describe("fee-accumulator on an entry", () => {
  const IERC20 =
    "interface IERC20 { function transferFrom(address a, address b, uint256 v) external; }";
  const ruleOf = (body: string, key: string) =>
    advise(
      `${IERC20} contract A { IERC20 immutable usd = IERC20(address(7)); address weth; address house; mapping(address => uint256) locked; mapping(address => uint256) bal; ${body} }`,
      {
        variable: "locked",
        path: `locked[${key}]`,
        functions: ["f"],
        verdict: "commutative",
        inSuite: true,
      },
    )?.rule;
  const USD =
    "function f(uint256 v) external { usd.transferFrom(msg.sender, address(this), v); locked[address(usd)] += v; bal[msg.sender] += v; }";

  it("is not of a book by token", () => {
    const other =
      "function g(IERC20 t, uint256 v) external { t.transferFrom(msg.sender, address(this), v); locked[address(t)] += v; }";
    const plain =
      "function g(address t, uint256 v) external { IERC20(t).transferFrom(msg.sender, address(this), v); locked[t] += v; }";
    const weth = "function f() external payable { locked[weth] += msg.value; }";
    for (const [body, key] of [
      [USD, "usd"],
      [`${USD} ${other}`, "usd"],
      [`${weth} ${plain}`, "weth"],
      [weth, "weth"],
    ] as const) {
      assert.notEqual(ruleOf(body, key), "fee-accumulator", body);
    }
  });

  it("is of an account among others, a contract's too", () => {
    const take =
      "function take() external { uint256 v = locked[msg.sender]; locked[msg.sender] = 0; payable(msg.sender).transfer(v); }";
    const takeFor =
      "function take(address payable a) external { uint256 v = locked[a]; locked[a] = 0; a.transfer(v); }";
    const house = "function f() external payable { locked[house] += msg.value / 50; }";
    assert.equal(ruleOf(`${house} ${take}`, "house"), "fee-accumulator");
    assert.equal(ruleOf(`${house} ${takeFor}`, "house"), "fee-accumulator");
    assert.equal(ruleOf(`${USD} ${take}`, "usd"), "fee-accumulator");
  });
});

describe("factory-nonce", () => {
  it("is of those who call, not of the constructor", () => {
    const finding = advise(
      "contract C {} contract A { C first; mapping(address => C) of_; constructor() { first = new C(); } function make() external { of_[msg.sender] = new C{salt: bytes32(0)}(); } }",
      {
        variable: "",
        path: "address(this).nonce",
        class: "nonce",
        functions: ["constructor", "make"],
        into: null,
      },
    );
    assert.equal(finding?.rule, "factory-nonce");
    assert.match(finding.message, /^Everybody who calls A\.make creates a contract/);
  });
});
