import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { advise } from "./support/advise.ts";

const STATE =
  "uint256 total; uint256 max; uint256 index; uint256 last; mapping(address => uint256) stake; mapping(address => uint256) paid; mapping(address => uint256) owed;";
const UPDATE =
  "function _up() private { if (total > 0) index += (block.timestamp - last) * 1e18 / total; last = block.timestamp; owed[msg.sender] += stake[msg.sender] * (index - paid[msg.sender]) / 1e18; paid[msg.sender] = index; }";

const said = (body: string, variable = "total", functions: readonly string[] = ["put"]) =>
  advise(`contract A { ${STATE} ${body} }`, {
    variable,
    functions,
    into: ["storage"],
    places: ["A.index"],
  });

describe("rewards by the total of stakes", () => {
  const put = (check: string) =>
    `${UPDATE} function put(uint256 n) external { _up(); ${check} stake[msg.sender] += n; total += n; } function room() public view returns (uint256) { return total; }`;

  it("keep no bound that is not told of", () => {
    for (const check of ["require(total + n <= max);", "if (room() + n > max) revert();"]) {
      const finding = said(put(check));
      assert.equal(finding?.rule, "staking-accumulator");
      assert.equal(finding.confidence, "medium");
      assert(finding.evidence.some((text) => text.startsWith("total has a bound, too (")));
      assert.match(finding.refactor, /max/);
    }
  });

  it("have none where a call only asks for some, or for what is reckoned from it", () => {
    for (const check of ["", "require(total > 0);", "require(owed[msg.sender] * 2 < max);"]) {
      const finding = said(put(check));
      assert.equal(finding?.confidence, "high", check);
      assert(!finding.evidence.some((text) => text.includes("has a bound")));
    }
  });

  it("name those that bring the index up to date", () => {
    const more = "function look() external { stake[msg.sender] = last; }";
    const finding = said(`${put("")} ${more}`, "last", ["look", "put"]);
    assert.match(finding?.message ?? "", /in each call of A\.put\.$/);
  });

  it("are none where a price is summed up over time, for nobody", () => {
    const pair =
      "function swap(uint256 n) external { index += owed[address(0)] * 1e18 / total * (block.timestamp - last); last = block.timestamp; total += n; }";
    for (const variable of ["total", "index", "last"]) {
      assert.notEqual(said(pair, variable, ["swap"])?.rule, "staking-accumulator");
    }
  });
});
