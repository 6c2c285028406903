import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { advise } from "./support/advise.ts";

/** Everybody who pays credits one account with a share. */
const taxed = (key: string) => `contract A {
  address constant TREASURY = 0x5AFE000000000000000000000000000000007ea5;
  mapping(address => uint256) balances;
  function pay(address to, uint256 v) external {
    balances[msg.sender] -= v;
    uint256 fee = v / 100;
    balances[${key}] += fee;
    balances[to] += v - fee;
  }
}`;

describe("entries under a constant", () => {
  for (const key of ["TREASURY", "0x5AFE000000000000000000000000000000007ea5"]) {
    it(`are one account's, whether the path says ${key.slice(0, 8)} or not`, () => {
      for (const path of [
        "balances[TREASURY]",
        "balances[0x5afe000000000000000000000000000000007ea5]",
      ]) {
        const found = advise(taxed(key), {
          variable: "balances",
          path,
          functions: ["pay"],
          verdict: "commutative",
          into: [],
          own: "1",
        });
        assert.equal(found?.rule, "fee-accumulator", path);
      }
    });
  }
});
