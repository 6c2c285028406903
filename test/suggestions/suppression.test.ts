import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { advise } from "./support/advise.ts";

const WITH: Readonly<Record<string, (comment: string) => string>> = {
  "the variable": (comment) =>
    `contract A { mapping(address => bool) was; ${comment} uint256 public total; function f() external { was[msg.sender] = true; total++; } }`,
  "the contract": (comment) =>
    `${comment} contract A { mapping(address => bool) was; uint256 public total; function f() external { was[msg.sender] = true; total++; } }`,
  "a function": (comment) =>
    `contract A { mapping(address => bool) was; uint256 public total; ${comment} function f() external { was[msg.sender] = true; total++; } }`,
};

describe("a comment behind @dev, where a tag of one's own does not compile", () => {
  for (const [compiler, pragma] of [
    ["solc06", "0.6.12"],
    ["solc07", "^0.7.0"],
    ["solc", "^0.8.20"],
  ] as const) {
    const said = (body: string) =>
      advise(
        body,
        { variable: "total", functions: ["f"], verdict: "commutative" },
        { compiler, pragma },
      )?.rule;
    for (const [place, body] of Object.entries(WITH)) {
      it(`silences a rule at ${place}, in ${pragma}`, () => {
        const tag = "@custom:parallel-evm-ignore global-counter it is shown";
        assert.equal(said(body(`\n/// @dev How many. ${tag}\n`)), undefined);
        assert.equal(said(body(`\n/** @dev How many. ${tag} */\n`)), undefined);
        assert.equal(said(body("\n/// @dev How many.\n")), "global-counter");
        const other = tag.replace("global-counter", "cap");
        assert.equal(said(body(`\n/// @dev How many. ${other}\n`)), "global-counter");
      });
    }
  }

  it("is needed there", () => {
    const body = WITH["the variable"]?.("\n/// @custom:parallel-evm-ignore cap no\n") ?? "";
    const meeting = { variable: "total", functions: ["f"] };
    assert.throws(
      () => advise(body, meeting, { compiler: "solc07", pragma: "^0.7.0" }),
      /Documentation tag .*custom/,
    );
  });
});
