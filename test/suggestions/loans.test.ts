import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { areTraded } from "../../src/internal/suggestions/code/trades.ts";
import { rewardAccumulatorsOf } from "../../src/internal/suggestions/code/reward-accumulator.ts";
import { advise } from "./support/advise.ts";
import { codeOf, variableOf } from "./support/code-of.ts";

const COMPOUND = `contract A {
  uint256 debts; uint256 reserves; uint256 index = 1e18; uint256 at = block.number;
  struct B { uint256 principal; uint256 index; }
  mapping(address => B) borrows; mapping(address => uint256) cash;
  function accrue() public {
    uint256 d = block.number - at; if (d == 0) return;
    uint256 f = 1e12 * d; uint256 interest = f * debts / 1e18;
    debts += interest; reserves += interest / 10; index += f * index / 1e18; at = block.number;
  }
  function borrow(uint256 a) external {
    accrue(); B storage b = borrows[msg.sender];
    uint256 owed = b.index == 0 ? 0 : b.principal * index / b.index;
    require(cash[msg.sender] / 2 >= owed + a, "col");
    b.principal = owed + a; b.index = index; debts += a; payable(msg.sender).transfer(a);
  }
  function repay() external payable {
    accrue(); B storage b = borrows[msg.sender];
    uint256 owed = b.principal * index / b.index; require(msg.value <= owed);
    b.principal = owed - msg.value; b.index = index; debts -= msg.value;
  }
}`;

const LEND = `contract A {
  uint256 debts; uint256 cash; uint256 index = 1e18; uint256 last = block.timestamp;
  mapping(address => uint256) debtOf; mapping(address => uint256) col;
  function accrue() public {
    if (block.timestamp == last) return;
    uint256 u = cash == 0 ? 0 : debts * 1e18 / (cash + debts);
    debts += debts * u / 1e18 * (block.timestamp - last) / 365 days;
    index += index * u / 1e18 * (block.timestamp - last) / 365 days; last = block.timestamp;
  }
  function supply() external payable { accrue(); col[msg.sender] += msg.value; cash += msg.value; }
  function borrow(uint256 a) external { accrue(); debtOf[msg.sender] += a; debts += a; cash -= a; payable(msg.sender).transfer(a); }
  function repay() external payable { accrue(); debtOf[msg.sender] -= msg.value; debts -= msg.value; cash += msg.value; }
}`;

function isTraded(source: string, a: string, b: string): boolean {
  const code = codeOf(source, "A");
  const [one, other] = [a, b].map((name) => ({
    variable: variableOf(code, name),
    member: undefined,
  }));
  assert(one !== undefined && other !== undefined);
  return areTraded(code, one, other) && areTraded(code, other, one);
}

describe("pool-reserves", () => {
  it("is not of loans, whose amounts nobody reckons but by the time", () => {
    assert(!isTraded(COMPOUND, "debts", "at"));
    assert(!isTraded(COMPOUND, "debts", "index"));
    assert(!isTraded(LEND, "debts", "cash"));
  });

  it("is not of loans that are compared with what they are covered by, both reckoned from stored sums", () => {
    const market = COMPOUND.replace(
      'require(cash[msg.sender] / 2 >= owed + a, "col");',
      "require(cash[msg.sender] * rate() / 1e18 >= 2 * (owed + a));",
    ).replace(
      "function borrow",
      "uint256 shares = 1; function rate() public view returns (uint256) { return (address(this).balance + debts - reserves) * 1e18 / shares; } function borrow",
    );
    assert(market.includes("rate() / 1e18"));
    assert(!isTraded(market, "debts", "index"));
    assert(!isTraded(market, "debts", "reserves"));
  });

  it("is of amounts that both decide, and of products that are compared", () => {
    const state = "contract A { uint256 x; uint256 y; uint256 k; mapping(address => uint256) of_;";
    for (const body of [
      "function f() external payable { uint256 out = y * msg.value / (x + msg.value); x += msg.value; y -= out; of_[msg.sender] += out; }",
      "function f() external payable { uint256 out = y - k / (x + msg.value); x += msg.value; y -= out; of_[msg.sender] += out; }",
      "function f(uint256 out) external payable { uint256 cost = x * out / (y - out) + 1; require(msg.value >= cost); x += cost; y -= out; }",
      // What flows in by the time is no interest.
      "uint256 at = block.timestamp; function drip() external { y += (block.timestamp - at) * 5; at = block.timestamp; } function f() external payable { uint256 out = y - k / (x + msg.value); x += msg.value; y -= out; of_[msg.sender] += out; }",
      "function f(uint256 a, uint256 b, uint256 until) external { require(block.timestamp <= until); require(a * b >= x * y); x = a; y = b; }",
    ]) {
      assert(isTraded(`${state} ${body} }`, "x", "y"), body);
    }
  });
});

describe("staking-accumulator", () => {
  const totals = (source: string) =>
    rewardAccumulatorsOf(codeOf(source, "A")).map(({ total }) => total.name);

  it("is not of how much of all there is has been lent", () => {
    assert.deepEqual(totals(LEND), []);
    assert.deepEqual(
      totals(
        LEND.replace("debts * 1e18 / (cash + debts)", "div(debts * 1e18, cash + debts)").replace(
          "function supply",
          "function div(uint256 a, uint256 b) private pure returns (uint256) { return a / b; } function supply",
        ),
      ),
      [],
    );
  });

  it("is of what is shared out by a total, with something added to it or not", () => {
    const staking = (divisor: string) =>
      `contract A { uint256 total; uint256 index; uint256 last; uint256 rate; mapping(address => uint256) paid;
        function f() external payable { index += (block.timestamp - last) * rate / ${divisor}; last = block.timestamp; paid[msg.sender] = index; total += msg.value; } }`;
    for (const divisor of ["total", "(total + 1)", "(total == 0 ? 1 : total)"]) {
      assert.deepEqual(totals(staking(divisor)), ["total"], divisor);
    }
  });
});

describe("deciding-total", () => {
  const priced = (check: string) =>
    advise(
      `contract A { uint256 total = 7; mapping(address => uint256) of_;
        function f() external payable { uint256 owed = of_[msg.sender] * total / 100; ${check} total += msg.value / 5; of_[msg.sender] = owed; } }`,
      { variable: "total", functions: ["f"], into: ["status", "storage"] },
    )?.rule;

  it("asks for a price that is paid at least, not for a debt that is paid at most", () => {
    for (const check of [
      "require(msg.value >= owed);",
      "if (msg.value != owed) revert();",
      "if (owed > msg.value) revert();",
    ]) {
      assert.equal(priced(check), "deciding-total", check);
    }
    for (const check of ["require(msg.value <= owed);", "if (owed < msg.value) revert();"]) {
      assert.equal(priced(check), undefined, check);
    }
  });
});
