import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { advise, type Meeting } from "./support/advise.ts";

const at: Meeting = { variable: "list", path: "list.length", functions: ["f"] };

const STATE =
  "struct C { address by; uint256 goal; uint64 end; } C[] public list; mapping(uint256 => uint256) public raised; mapping(uint256 => mapping(address => uint256)) public paid; mapping(address => uint256) made;";
const PUSH =
  "function f() external { list.push(C(msg.sender, 1, uint64(block.timestamp))); made[msg.sender]++; }";

const inA = (body: string) => `contract A { ${STATE} ${PUSH} ${body} }`;

describe("what is kept by the place of an entry", () => {
  it("is named, and the sketch keeps one number for each entry", () => {
    for (const body of [
      "function g(uint256 i) external payable { require(block.timestamp < list[i].end); raised[i] += msg.value; paid[i][msg.sender] += msg.value; }",
      // By a pointer, in another function than the one that looks into the list, by way of another one's argument.
      "function g(uint256 i) external { C storage c = list[i]; require(c.by == msg.sender); delete raised[i]; } function h(uint256 n) external payable { raised[n] += msg.value; paid[n][msg.sender] += msg.value; }",
      "function g(uint256 i) external payable { uint256 n = i; require(_end(n) > 0); raised[n] += msg.value; paid[n][msg.sender] += 1; } function _end(uint256 k) internal view returns (uint64) { return list[k].end; }",
      "function g(uint256 i) external payable { require(i < list.length); raised[i] += msg.value; paid[i][msg.sender] = 1; }",
      "function g() external { for (uint256 i; i < list.length; i++) { raised[i] = 0; paid[i][msg.sender] = 0; } }",
    ]) {
      const finding = advise(inA(body), at);
      assert.equal(finding?.rule, "array-push", body);
      assert.equal(finding.confidence, "medium", body);
      assert(
        finding.evidence.includes(
          "raised and paid keep something for each entry of list under its place, which is there once in each part.",
        ),
        body,
      );
      assert.match(finding.refactor, /^\/\/ Entries keep one number, place \* 16 \+ part, /m);
      assert.match(finding.refactor, /list\[number % 16\]\[number \/ 16\] for list\[number\]/);
      assert.match(finding.refactor, /^\/\/ raised and paid are keyed by that number: /m);
    }
  });

  it("is not what has other keys", () => {
    const body =
      "function g(uint256 i) external { require(list[i].by == msg.sender); made[msg.sender] += 2; } function h(uint256 day) external payable { raised[day] += msg.value; }";
    const finding = advise(inA(body), at);
    assert.equal(finding?.confidence, "high");
    assert.doesNotMatch(finding.refactor, /number/);
  });

  it("is what other contracts ask for, too", () => {
    const judge =
      "interface I { function list(uint256 i) external view returns (address, uint256, uint64); } contract Judge { uint256 public best; function judge(I a, uint256 i) external { (, uint256 n, ) = a.list(i); if (n > best) best = n; } }";
    const finding = advise(`${inA("")} ${judge}`, at);
    assert.equal(finding?.confidence, "medium");
    assert(finding.evidence.includes("Judge.judge asks for entries by their place."));
    assert.match(finding.refactor, /Judge\.judge asks for entries of list: keep a view/);
  });
});
