import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { advise } from "./support/advise.ts";

/** A sale with a hard cap, and what is asked of it besides. */
const said = (members: string) =>
  advise(
    `contract A { uint256 public raised; uint256 constant HARD = 1e22; uint256 constant SOFT = 1e20; uint256 end; mapping(address => uint256) public paid; bool open;
      function f() external payable { require(block.timestamp < end); require(raised + msg.value <= HARD, "hard cap"); raised += msg.value; paid[msg.sender] += msg.value; }
      ${members} }`,
    { variable: "raised", functions: ["f"], failing: ["f"], inSuite: true },
  );

describe("a quota of which others ask how far it has come", () => {
  const claim =
    "function claim() external { require(block.timestamp >= end && raised >= SOFT); paid[msg.sender] = 0; }";
  const refund =
    "function refund() external { require(block.timestamp >= end && raised < SOFT); paid[msg.sender] = 0; }";

  it("is dealt out where one part alone may come so far, and it is over by then", () => {
    const finding = said(`${claim} ${refund}`);
    // How much one call takes at once is up to who calls.
    assert.deepEqual([finding?.rule, finding?.confidence], ["cap", "medium"]);
    assert.match(finding?.refactor ?? "", /^require\(_raisedBuckets\[/m);
    assert.match(
      finding?.refactor ?? "",
      /In A\.claim the sum of all parts, instead of raised, is compared \(raised >= SOFT\), when they are filled no more/,
    );
    assert.match(finding?.refactor ?? "", /In A\.refund the sum of all parts/);
  });

  it("says that who asks meets all while it goes on", () => {
    const finding = said("function begin() external { require(raised >= SOFT); open = true; }");
    assert.equal(finding?.confidence, "medium");
    assert.match(finding.refactor, /In A\.begin .*: that meets all who draw/);
  });

  it("is left where the bound itself is asked for, or more than a part holds", () => {
    const full = said("function begin() external { require(raised == HARD); open = true; }");
    assert.match(
      full?.refactor ?? "",
      /^Leave raised as it is, unless A\.begin can do without .*\(raised == HARD\): with callers of a few parts the others never get there/,
    );
    const half = said(
      "function begin() external { require(block.timestamp >= end && raised >= HARD / 2); open = true; }",
    );
    assert.match(
      half?.refactor ?? "",
      /^Leave raised as it is, .* or HARD \/ 2 is so little that one part may come to it: one of 16 parts is full at a 16th of HARD/,
    );
    assert.equal(half?.gain, null);
  });
});
