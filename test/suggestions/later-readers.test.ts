import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { ReportFinding } from "../../src/internal/model/report-finding.ts";
import { advise, type Meeting } from "./support/advise.ts";

function said(body: string, meeting: Partial<Meeting> = {}): ReportFinding | undefined {
  return advise(
    `contract A { uint256 public raised; mapping(address => uint256) given; bool closed; bool locked; uint256 deadline; uint256 goal; uint256 kept;
      enum Stage { Open, Done, Failed } Stage stage; uint8 constant RUNNING = 1; uint8 constant OVER = 2; uint8 phase; uint256 closedAt; ${body} }`,
    { variable: "raised", functions: ["f"], verdict: "commutative", into: [], ...meeting },
  );
}

const add = (guard: string, head = "") =>
  `function f() external payable ${head} { ${guard} given[msg.sender] += msg.value; raised += msg.value; }`;
const LATER =
  /^Everybody who calls A\.f changes raised\. A\.g reads it when that is over, and would read all parts\.$/;

describe("a sum that is only read when it is over", () => {
  it("is split, and the reader sums its parts", () => {
    for (const body of [
      // By time.
      `${add("require(block.timestamp < deadline);")} function g() external { require(block.timestamp >= deadline && raised >= goal); kept = 1; }`,
      `${add("if (block.timestamp > deadline) revert();")} function g() external { if (deadline >= block.timestamp) revert(); kept = raised; }`,
      `${add("require(block.number <= deadline + 5);")} function g() external { require(block.number > deadline + 5); kept = raised; }`,
      // In functions of their own, and in modifiers.
      `modifier early() { require(block.timestamp < deadline, "late"); _; } function late() private view { require(!(block.timestamp < deadline)); }
        ${add("", "early")} function g() external { late(); kept = raised; }`,
      // By a flag, that is set by the reader or asked for by it.
      `${add("require(!closed);")} function g() external { require(!closed); closed = true; kept = raised; }`,
      `${add("require(!closed);")} function close() external { closed = true; } function g() external { require(closed == true); kept = raised; }`,
      `${add("require(closedAt == 0);")} function g() external { closedAt = block.timestamp; kept = raised; }`,
      // By a stage.
      `${add("require(stage == Stage.Open);")} function g() external { stage = raised >= goal ? Stage.Done : Stage.Failed; }`,
      `${add("require(stage == Stage.Open);")} function g() external { if (raised >= goal) { kept = raised; stage = Stage.Done; } else { stage = Stage.Failed; } }`,
      `${add("require(phase == RUNNING);")} function end() private { phase = OVER; } function g() external { end(); kept = raised; }`,
    ]) {
      // With what g finds there, which is no matter of the sum, and without.
      for (const functions of [["f"], ["f", "g"]]) {
        const finding = said(body.replace("given[msg.sender] +=", "given[msg.sender] ="), {
          functions,
        });
        assert.equal(finding?.rule, "global-counter", body);
        assert.match(finding.message, LATER);
        assert.equal(finding.confidence, "high");
        assert.match(
          finding.patch ?? "",
          /_raisedShards\[uint160\(msg\.sender\) % 16\] \+= msg\.value;/,
        );
        assert.match(finding.patch ?? "", /\+.*raised\(\)/);
        assert.match(finding.refactor, /and sum them in a view\.$/);
      }
    }
  });

  it("may be one of entries", () => {
    const finding = said(
      `${add("require(!closed);")} function back() external { require(!closed); uint256 v = given[msg.sender]; given[msg.sender] = 0; raised -= v; }
        function g() external { closed = true; kept = raised; }`,
      { functions: ["f", "back"] },
    );
    assert.equal(finding?.rule, "total-supply");
    assert.match(
      finding.message,
      /calls A\.back, A\.f changes it .*\. A\.g reads it when that is over/,
    );
  });

  it("is none where the reader may come between", () => {
    for (const body of [
      // Nothing is over.
      `${add("")} function g() external { require(raised >= goal); kept = 1; }`,
      `${add("require(block.timestamp < deadline);")} function g() external { kept = raised; }`,
      // A flag that nobody asks for, and one of another meaning.
      `${add("")} function g() external { require(!closed); closed = true; kept = raised; }`,
      `${add("require(!locked);")} function g() external { require(!closed); closed = true; kept = raised; }`,
      // On one of its ways only.
      `${add("require(!closed);")} function g() external { if (raised >= goal) closed = true; }`,
      // A lock begins anew what it ends.
      `modifier lock() { require(!locked); locked = true; _; locked = false; } ${add("", "lock")} function g() external lock { kept = raised; }`,
      // The same time, or one that overlaps.
      `${add("require(block.timestamp <= deadline);")} function g() external { require(block.timestamp >= deadline); kept = raised; }`,
      // Another deadline.
      `${add("require(block.timestamp < deadline);")} function g() external { require(block.timestamp >= goal); kept = raised; }`,
      // One of two that add does not ask.
      `${add("require(!closed);")} function h() external payable { raised += msg.value; } function g() external { closed = true; kept = raised; }`,
      // Asked for on one of the ways of those that add.
      `${add("if (msg.value > 1) { require(!closed); }")} function g() external { closed = true; kept = raised; }`,
      `${add("if (msg.value > 1) { raised += 1; return; } require(!closed);")} function g() external { closed = true; kept = raised; }`,
      // By what each caller has.
      `mapping(address => bool) done; ${add("require(!done[msg.sender]);")} function g() external { require(done[msg.sender]); kept = raised; }`,
      // It adds, too, or sets it anew.
      `${add("require(!closed);")} function g() external { require(!closed); closed = true; raised += 1; kept = raised; }`,
      `${add("require(!closed);")} function g() external { closed = true; raised = kept; }`,
    ]) {
      assert.notEqual(said(body)?.rule, "global-counter", body);
      assert.notEqual(said(body)?.rule, "total-supply", body);
    }
  });

  it("stays inherent where who adds decides on it", () => {
    const body = add("require(!closed);").replace(
      "msg.value; }",
      "msg.value; if (raised >= goal) closed = true; }",
    );
    const finding = said(`${body} function g() external { require(closed); kept = raised; }`, {
      verdict: "flows",
      into: ["storage"],
    });
    assert.equal(finding?.rule, "deciding-total");
  });
});
