import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { ReportFinding } from "../../src/internal/model/report-finding.ts";
import { compile } from "../slot-naming/support/compile.ts";
import { advise, FILE, type Meeting } from "./support/advise.ts";

const STATE =
  "struct Req { address who; uint256 amount; } Req[] reqs; uint256 next; mapping(uint256 => address) takenBy; address first;";

function inA(body: string): string {
  return `contract A { ${STATE} ${body} }`;
}

/** The next one that waits, and the number of those that came. */
function frontOf(body: string, meeting: Partial<Meeting> = {}): ReportFinding | undefined {
  return advise(inA(body), { variable: "next", functions: ["f"], ...meeting });
}

function listOf(body: string, meeting: Partial<Meeting> = {}): ReportFinding | undefined {
  const at: Meeting = { variable: "reqs", path: "reqs.length", functions: ["put"] };
  return advise(inA(body), { ...at, ...meeting });
}

const PUT =
  "function put(uint256 a) external returns (uint256 id) { id = reqs.length; reqs.push(Req(msg.sender, a)); }";

const QUEUES = [
  `${PUT} function f(uint256 n) external { for (uint256 i; i < n && next < reqs.length; i++) { Req storage r = reqs[next++]; takenBy[i] = r.who; } }`,
  `${PUT} function f() external returns (uint256 id) { require(next < reqs.length, "none"); id = next++; takenBy[id] = msg.sender; }`,
  `${PUT} function f() external { if (reqs.length - next == 0) revert(); takenBy[next] = msg.sender; next = next + 1; }`,
  // That there is one is not asked for by itself.
  `${PUT} function f(uint256 n) external { for (uint256 i; i < n; i++) { Req memory r = reqs[next]; takenBy[i] = r.who; delete reqs[next]; next++; } }`,
  `${PUT} function f() external { takenBy[0] = reqs[next++].who; }`,
  `${PUT} function f() external { uint256 i = next; uint256 end = reqs.length; while (i < end) { takenBy[i] = reqs[i].who; i++; } next = i; }`,
];

describe("an array that is worked off", () => {
  it("is one queue, at its front and at its end", () => {
    for (const body of QUEUES) {
      const front = frontOf(body);
      assert.equal(front?.rule, "shared-queue", body);
      assert.match(
        front.message,
        /moves next, one end of the queue in reqs; the other one is reqs/,
      );
      const list = listOf(body);
      assert.equal(list?.rule, "shared-queue", body);
      assert.match(list.message, /moves reqs, one queue, which is worked off from next on/);
      assert.match(list.refactor, /^struct Lane \{ uint256 head; (A\.)?Req\[\] reqs; \}$/m);
    }
  });

  it("is no source of ids, nor a list without an order, where nobody has tried it", () => {
    for (const body of QUEUES) {
      assert.equal(frontOf(body, { into: null }), undefined, body);
      assert.equal(listOf(body, { into: null }), undefined, body);
    }
  });

  it("has a sketch that compiles", () => {
    const lines = (frontOf(QUEUES[1] ?? "")?.refactor ?? "").split("\n");
    const declarations = lines.filter((line) => /^(struct )?Lane/.test(line)).join(" ");
    assert.match(declarations, /^struct .* Lane\[16\] private _reqsLanes;$/);
    compile({
      [FILE]: `// SPDX-License-Identifier: MIT\npragma solidity ^0.8.20;\n${inA(declarations)}`,
    });
  });

  it("is neither a number of votes, nor a turn, nor another list", () => {
    for (const body of [
      `${PUT} function f() external { next++; if (next >= reqs.length) first = msg.sender; }`,
      `${PUT} function f() external { takenBy[next] = msg.sender; next++; if (next == reqs.length) next = 0; }`,
      `${PUT} function f() external { require(reqs.length > 0); next = (next + 1) % reqs.length; first = reqs[next].who; }`,
      `${PUT} function f() external { takenBy[next++] = msg.sender; } function g(uint256 i) external { require(i < reqs.length); delete takenBy[i]; }`,
    ]) {
      assert.notEqual(frontOf(body)?.rule, "shared-queue", body);
      assert.notEqual(listOf(body)?.rule, "shared-queue", body);
    }
    const plain = `${PUT} function g(uint256 i) external { first = reqs[i].who; }`;
    assert.equal(listOf(plain)?.rule, "array-push");
    // Of what stands in it nothing is said.
    assert.notEqual(
      listOf(QUEUES[0] ?? "", { path: "reqs[arg:i].amount", functions: ["f"] })?.rule,
      "shared-queue",
    );
  });
});

describe("a place in an array", () => {
  it("is no id that could be made of the sender", () => {
    for (const body of [
      `function f() external { reqs.push(Req(msg.sender, 0)); reqs[next].amount = 7; next++; }`,
      "address[100] seats; function f() external { seats[next++] = msg.sender; } function g() external { first = seats[3]; }",
    ]) {
      assert.equal(frontOf(body), undefined, body);
    }
    const mapped =
      "function f() external { takenBy[next++] = msg.sender; } function g(uint256 i) external { delete takenBy[i]; }";
    assert.equal(frontOf(mapped)?.rule, "sequential-id");
  });
});
