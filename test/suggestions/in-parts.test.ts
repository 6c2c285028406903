import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { advise, type Meeting } from "./support/advise.ts";

function inA(body: string): string {
  return `contract A { uint256 constant PARTS = 16; uint256 x; mapping(address => uint256) got; mapping(address => uint256) teamOf; ${body} }`;
}

describe("what is in parts by the sender already", () => {
  it("no rule splits again", () => {
    const list: Meeting = {
      variable: "lists",
      path: "lists[2].length",
      functions: ["f"],
      into: ["storage"],
    };
    const READ = "function g(uint256 p) external { x = lists[p].length; got[lists[p][0]]++; }";
    for (const push of [
      "lists[uint160(msg.sender) % PARTS].push(msg.sender);",
      "lists[uint160(msg.sender) & 15].push(msg.sender);",
      "lists[uint160(msg.sender) % x].push(msg.sender);",
      "uint256 part = uint256(keccak256(abi.encode(msg.sender))) % 16; lists[part].push(msg.sender);",
      "lists[_part(msg.sender)].push(msg.sender); } function _part(address who) internal pure returns (uint256) { return uint160(who) % 16;",
      "_put(uint160(msg.sender) % 16); } function _put(uint256 part) private { lists[part].push(msg.sender);",
    ]) {
      const body = inA(`address[][16] lists; function f() external { ${push} } ${READ}`);
      assert.equal(advise(body, list), undefined, push);
    }
    const quota: Meeting = {
      variable: "sold",
      path: "sold[2]",
      functions: ["f"],
      into: ["status"],
    };
    const buckets = (part: string, before = "") =>
      inA(
        `uint256[16] sold; mapping(address => uint256) at; function f(uint256 n) external { ${before} require(sold[${part}] + n <= 100000); sold[${part}] += n; got[msg.sender] += n; }`,
      );
    assert.equal(advise(buckets("uint160(msg.sender) % 16"), quota), undefined);
    const sum: Meeting = { ...quota, verdict: "commutative", into: [] };
    const added = (part: string) =>
      inA(
        `uint256[16] sold; function f(uint256 n) external { sold[${part}] += n; got[msg.sender] += n; }`,
      );
    assert.equal(advise(added("uint160(msg.sender) % 16"), sum), undefined);
  });

  it("is not what a key leads to that is looked up, or named", () => {
    const sum = (path: string): Meeting => ({
      variable: "score",
      path,
      functions: ["f"],
      verdict: "commutative",
      into: [],
      inSuite: true,
    });
    const added = (key: string) =>
      inA(
        `mapping(uint256 => uint256) score; function f(uint256 id) external { score[${key}] += 7; got[msg.sender]++; x = id; }`,
      );
    const looked = advise(added("teamOf[msg.sender]"), sum("score[teamOf[msg.sender]]"));
    assert.equal(looked?.rule, "hot-key");
    assert.equal(advise(added("id"), sum("score[arg:id]"))?.rule, "hot-key");
    const teams = "interface T { function teamOf(address who) external view returns (uint256); }";
    const listed = inA(
      `T t; address[][16] lists; function f() external { lists[t.teamOf(msg.sender)].push(msg.sender); } function g(uint256 p) external { got[lists[p][0]]++; }`,
    );
    const list = { variable: "lists", path: "lists[2].length", functions: ["f"] };
    assert.equal(advise(`${teams} ${listed}`, { ...list, inSuite: true })?.rule, "array-push");
    assert.equal(advise(added("id * 16 + uint160(msg.sender) % 16"), sum("score[35]")), undefined);
    assert.equal(advise(added("uint160(msg.sender) % 4"), sum("score[2]")), undefined);
  });
});
