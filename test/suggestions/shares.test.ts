import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { advise, type Meeting } from "./support/advise.ts";

const meeting: Meeting = {
  variable: "sum",
  functions: ["f"],
  into: ["balance", "storage"],
  places: ["A.sum", "A.of_[arg:a]"],
};

const inA = (body: string) =>
  `contract A { uint256 sum; uint256 shares; uint256 assets; mapping(address => uint256) of_; mapping(address => uint256) sharesOf; receive() external payable {} ${body} }`;

describe("vault-price", () => {
  it("is of shares that are multiplied by what somebody brings, or that all there is is divided by", () => {
    for (const body of [
      "function f(address a) external payable { uint256 s = sum == 0 ? msg.value : msg.value * sum / assets; of_[a] += s; sum += s; assets += msg.value; }",
      "function f(address a) external payable { uint256 s = msg.value * 1e18 / _price(); of_[a] += s; sum += s; assets += msg.value; } function _price() private view returns (uint256) { return sum == 0 ? 1e18 : assets * 1e18 / sum; }",
      "function f(address a) external payable { uint256 s = mulDiv(msg.value, sum + 1, assets + 1); of_[a] += s; sum += s; } function mulDiv(uint256 x, uint256 y, uint256 z) private pure returns (uint256) { return x * y / z; }",
    ]) {
      assert.equal(advise(inA(body), meeting)?.rule, "vault-price", body);
    }
  });

  it("is not of what was paid out, which is added to what there is still", () => {
    const splitters = [
      "function f(address payable a) external { uint256 due = (address(this).balance + sum) * sharesOf[a] / shares - of_[a]; require(due > 0); sum += due; of_[a] += due; a.transfer(due); }",
      "function f(address payable a) external { uint256 all = address(this).balance + total(); uint256 due = _due(a, all, of_[a]); sum += due; of_[a] += due; a.transfer(due); } function total() public view returns (uint256) { return sum; } function _due(address a, uint256 all, uint256 done) private view returns (uint256) { return (all * sharesOf[a]) / shares - done; }",
    ];
    for (const body of splitters) {
      assert.equal(advise(inA(body), meeting), undefined, body);
    }
  });
});
