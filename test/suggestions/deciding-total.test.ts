import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { ReportFinding } from "../../src/internal/model/report-finding.ts";
import { advise, type Meeting } from "./support/advise.ts";

function said(body: string, meeting: Partial<Meeting> = {}): ReportFinding | undefined {
  return advise(`contract A { ${body} }`, {
    variable: "sold",
    functions: ["f"],
    into: ["status", "storage"],
    ...meeting,
  });
}

const KEYS = "uint256 public sold; mapping(address => uint256) keys;";

describe("deciding-total", () => {
  it("says that a price which goes up with what was sold is inherent", () => {
    for (const body of [
      `${KEYS} function f() external payable { require(msg.value >= 1 ether + sold * 1 gwei); sold += 1; keys[msg.sender] += 1; }`,
      `${KEYS} function price() public view returns (uint256) { return sold * sold / 16; }
        function f(uint256 most) external payable { uint256 cost = price(); if (cost > most) revert(); sold++; keys[msg.sender] += 1; }`,
    ]) {
      const finding = said(body);
      assert.equal(finding?.rule, "deciding-total", body);
      assert.deepEqual([finding.isInherent, finding.patch, finding.gain], [true, null, null]);
      assert.match(finding.message, /^A\.f asks for a price that is reckoned from sold \(/);
    }
  });

  it("says so of a goal that calls look at", () => {
    const finding = said(
      `uint256 sold; uint256 goal; bool public done; function f() external payable { sold += msg.value; if (sold >= goal) done = true; }`,
    );
    assert.equal(finding?.rule, "deciding-total");
    assert.match(finding.message, /once it has come to its goal \(sold >= goal\)/);
  });

  it("is silent of prices that do not hang on it, and of goals that others look at", () => {
    const fixed = `${KEYS} uint256 price; function f() external payable { require(msg.value >= price * 2); sold += 1; keys[msg.sender] += 1; }`;
    assert.notEqual(said(fixed)?.rule, "deciding-total");
    const finished = `uint256 sold; uint256 goal; bool public done; function f() external payable { sold += msg.value; }
      function finish() external { if (sold >= goal) done = true; }`;
    assert.notEqual(said(finished)?.rule, "deciding-total");
    // Runs say that nothing depends on it.
    const curve = `${KEYS} function f() external payable { require(msg.value >= 1 ether + sold * 1 gwei); sold += 1; }`;
    assert.notEqual(said(curve, { verdict: "commutative" })?.rule, "deciding-total");
    assert.equal(said(curve, { into: null }), undefined);
  });

  it("leaves quotas to their own rule", () => {
    const quota = `${KEYS} uint256 most; function f(uint256 n) external { require(sold + n <= most); sold += n; keys[msg.sender] += n; }`;
    assert.equal(said(quota, { into: ["status"] })?.rule, "cap");
  });
});
