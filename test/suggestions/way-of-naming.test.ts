import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { advise, type Meeting } from "./support/advise.ts";

const STATE = `uint256 constant FIRST = 5; mapping(address => uint256) teamOf;
  struct Rules { uint256 team; } Rules rules; mapping(uint256 => uint256) leadOf; mapping(uint256 => uint256) score;`;

function said(change: string, more: Partial<Meeting> = {}, others = "") {
  return advise(`contract A { ${STATE} function f(uint256 n) external { ${change} } ${others} }`, {
    variable: "score",
    path: "score[5]",
    functions: ["f"],
    verdict: "commutative",
    own: "7",
    inSuite: true,
    ...more,
  });
}

describe("an entry of which the path says a number", () => {
  const stored: Readonly<Record<string, string>> = {
    "under the caller": "uint256 t = teamOf[msg.sender]; require(t != 0); score[t] += 7;",
    "in a struct": "uint256 t = rules.team; score[leadOf[t]] += 7;",
    "beside a literal": "score[teamOf[msg.sender] == 0 ? 5 : teamOf[msg.sender]] += 7;",
  };
  for (const [what, change] of Object.entries(stored)) {
    it(`is what is stored: ${what}`, () => {
      const finding = said(change);
      assert.equal(finding?.rule, "hot-key");
      assert.match(
        finding.message,
        /^Several who call A\.f are led to the same entry by what is stored, and add to score\[5\]\.$/,
      );
      assert.doesNotMatch(finding.evidence.join(" "), /came to/);
      assert.equal(finding.confidence, "medium");
    });
  }

  it("is each user's own where only crowds meet there, which all are like one", () => {
    assert.equal(said(stored["under the caller"] ?? "", { inSuite: false }), undefined);
  });

  it("is what the code writes, and nobody else's", () => {
    // Of an array of arrays in memory nobody sees which it is: the constant is what is in it.
    const passed =
      "uint256[] memory ids = new uint256[](1); ids[0] = FIRST; for (uint256 i = 0; i < ids.length; i++) score[ids[i]] += 7;";
    const finding = said(passed);
    assert.match(finding?.message ?? "", /^All who call A\.f use the same entry, and add to/);
    assert.equal(finding?.confidence, "high");
    // One key is written elsewhere, and is another one.
    const bonus = "function g() external { score[1] += 1; }";
    const other = said(stored["under the caller"] ?? "", {}, bonus);
    assert.match(other?.message ?? "", /are led to the same entry by what is stored/);
  });

  it("is reckoned of arguments or of the time", () => {
    for (const change of ["score[n / 100] += 7;", "score[block.timestamp / 1 days] += 7;"]) {
      const finding = said(change);
      assert.match(
        finding?.message ?? "",
        /^Those who called A\.f came to the same entry, and add to score\[5\]\.$/,
        change,
      );
      assert.match(
        finding?.evidence.join(" ") ?? "",
        /calls reckon by themselves: they came to 5\./,
      );
      assert.equal(finding?.confidence, "medium");
    }
  });
});
