import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { advise, type Meeting } from "./support/advise.ts";

const meeting: Meeting = { variable: "hits", functions: ["f"], verdict: "commutative" };

const inA = (body: string) =>
  `contract A { uint256 public hits; uint256 other; function f() external { hits++; } ${body} }`;

describe("a variable whose place in storage assembly names", () => {
  it("is split with that place named, and less sure", () => {
    const view =
      "function raw() external view returns (uint256 x) { assembly { x := sload(hits.slot) } }";
    const finding = advise(inA(view), meeting);
    assert.equal(finding?.rule, "global-counter");
    assert.equal(finding.confidence, "medium");
    assert.match(finding.refactor, /\n\/\/ raw \(contracts\/A\.sol:3\) goes by its place in/);
    // A call that may do anything with it.
    const call = "function raw() external { assembly { sstore(other.slot, sload(hits.slot)) } }";
    assert.equal(advise(inA(call), meeting), undefined);
  });

  it("is not one beside it", () => {
    const body =
      "function raw() external view returns (uint256 x) { assembly { x := sload(other.slot) } }";
    const finding = advise(inA(body), meeting);
    assert.equal(finding?.confidence, "high");
    assert.doesNotMatch(finding.refactor, /assembly/);
  });
});
