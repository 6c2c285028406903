import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { advise, type Meeting } from "./support/advise.ts";

const STATE =
  "uint256 best; address leader; uint64 since; uint256 x; mapping(address => uint256) score; event Led(address who);";

/** What is said of `best`, or of another variable, to which calls of `f` with something to offer come. */
function said(body: string, meeting: Partial<Meeting> = {}, state = STATE) {
  return advise(`contract A { ${state} ${body} }`, {
    variable: "best",
    functions: ["f"],
    into: ["storage"],
    ...meeting,
  });
}

const VIEW = "function top() external view returns (uint256) { return best; }";
const PLAIN = `function f(uint256 v) external { score[msg.sender] += v; if (v > best) best = v; } ${VIEW}`;

describe("running-extreme", () => {
  it("is told where nothing but a view depends on it", () => {
    for (const [condition, sign] of [
      ["v > best", ">"],
      ["best < v", ">"],
      ["v < best", "<"],
      ["v >= best", ">"],
      ["best == 0 || v < best", "<"],
    ]) {
      const finding = said(PLAIN.replace("v > best", condition ?? ""));
      assert.equal(finding?.rule, "running-extreme", condition);
      assert.equal(finding.isInherent, false);
      assert.equal(finding.confidence, "high");
      const part = "_bestShards[uint160(msg.sender) % 16]";
      const first = condition?.includes("0") === true ? `${part} == 0 || ` : "";
      assert(finding.refactor.includes(`if (${first}v ${sign ?? ""} ${part}) ${part} = v;`));
      assert.equal(finding.refactor.includes("0 has none yet"), condition?.includes("0") === true);
    }
  });

  it("is told of a sum that is stored, and of what is set with it", () => {
    const body =
      "function f(uint256 v) external { score[msg.sender] += v; if (score[msg.sender] > best) { best = score[msg.sender]; leader = msg.sender; since = uint64(block.timestamp); } }";
    const finding = said(body);
    assert.equal(finding?.rule, "running-extreme");
    assert.match(finding.message, /^A\.f compares score\[msg\.sender\] with best/);
    assert.match(finding.refactor, /leader goes with it/);
    const leader = said(body, { variable: "leader", verdict: "overwritten" });
    assert.equal(leader?.rule, "running-extreme");
    assert.match(leader.message, /^leader goes with best, the highest so far: A\.f sets both/);
  });

  it("keeps what it begins with", () => {
    const low = STATE.replace("uint256 best;", "uint256 best = type(uint256).max;");
    const finding = said(PLAIN.replace(">", "<"), {}, low);
    assert.match(finding?.refactor ?? "", /each part begins with type\(uint256\)\.max/);
  });

  const others: Readonly<Record<string, string>> = {
    "it decides who comes through":
      "function f(uint256 v) external { require(v > best); best = v; }",
    "an event tells of it":
      "function f(uint256 v) external { if (v > best) { best = v; emit Led(msg.sender); } }",
    "the one before gets something":
      "function f(uint256 v) external { if (v > best) { score[leader] += best; best = v; leader = msg.sender; } }",
    "another function asks for it": `${PLAIN} function g() external { x = best; }`,
    "another function sets it": `${PLAIN} function g() external { best = 0; }`,
    "what is not ahead is something else":
      "function f(uint256 v) external { if (v > best) best = v; else x = v; }",
  };
  for (const [what, body] of Object.entries(others)) {
    it(`is not told where ${what}`, () => {
      assert.notEqual(said(body)?.rule, "running-extreme");
    });
  }

  it("is not told where something else was seen to depend on it", () => {
    assert.equal(said(PLAIN, { into: ["log"] }), undefined);
  });
});

describe("highest-bid", () => {
  const BID =
    "function f() external payable { require(msg.value > best); best = msg.value; leader = msg.sender; }";

  it("is said of what goes with a bid", () => {
    const bid: Meeting = { variable: "best", functions: ["f"] };
    assert.equal(said(BID, bid)?.rule, "highest-bid");
  });

  it("names who bids, and not who looks at the highest as well", () => {
    const settle = "function settle() external { require(best > 0); x += best / 50; best = 0; }";
    const finding = said(`${BID} ${settle}`, { variable: "best", functions: ["f", "settle"] });
    assert.match(finding?.message ?? "", /^A\.f compares msg\.value with best, and puts it there/);
    const only = said(`${BID} ${settle}`, { variable: "best", functions: ["settle"] });
    assert.doesNotMatch(only?.message ?? "", /compare/);
  });

  it("is not said of what is set in a branch of its own", () => {
    const body =
      "function f() external payable { require(msg.value > best); best = msg.value; if (score[msg.sender] > x) { since = uint64(block.number); } }";
    assert.notEqual(said(body, { variable: "since", verdict: "overwritten" })?.rule, "highest-bid");
  });
});

describe("an extreme that is asked for later", () => {
  const OVER = `${STATE} bool over; address owner; mapping(uint256 => uint256) bestOf; uint256 round;`;
  const PLAY =
    "function f(uint256 v) external { require(!over); if (v > score[msg.sender]) score[msg.sender] = v; if (v > best) best = v; } function end() external { require(msg.sender == owner); over = true; }";
  const CLAIM =
    "function claim() external { require(over && score[msg.sender] == best, 'not the best'); payable(msg.sender).transfer(1); }";
  const at = (own: Partial<Meeting> = {}): Partial<Meeting> => ({
    functions: ["f", "claim"],
    notForUsers: ["end", "renew"],
    ...own,
  });

  it("is split, as the highest of the parts is the same then", () => {
    const finding = said(`${PLAY} ${CLAIM}`, at(), OVER);
    assert.deepEqual([finding?.rule, finding?.confidence], ["running-extreme", "medium"]);
    assert.match(finding?.message ?? "", /A\.claim reads it when that is over, and would read all/);
    // Where both may come at the same time it is not.
    const meanwhile = said(`${PLAY} ${CLAIM.replace("over && ", "")}`, at(), OVER);
    assert.equal(meanwhile?.rule, "highest-bid");
    const same = PLAY.replace("best = v; }", "best = v; x = best; }");
    assert.equal(said(`${same} ${CLAIM}`, at(), OVER)?.rule, "highest-bid");
  });

  it("may begin anew, where no user does it", () => {
    const renew = "function renew() external { bestOf[round++] = best; best = 0; }";
    const play = "function f(uint256 v) external { score[msg.sender]++; if (v > best) best = v; }";
    const own = at({ functions: ["f", "renew"] });
    const finding = said(`${play} ${renew}`, own, OVER);
    assert.deepEqual([finding?.rule, finding?.confidence], ["running-extreme", "medium"]);
    assert.match(finding?.evidence.join("\n") ?? "", /A\.renew goes by it, and would go through/);
    assert.match(finding?.refactor ?? "", /\/\/ renew \(\S+\) sets each part to what it sets best/);
    const raised = said(`${play} ${renew.replace("best = 0", "best = best / 2")}`, own, OVER);
    assert.equal(raised?.rule, "highest-bid");
    const users = said(`${play} ${renew}`, { ...own, notForUsers: [] }, OVER);
    assert.equal(users?.rule, "highest-bid");
  });

  it("is not split where it matters who has it, or what else is set with it", () => {
    const play = (set: string) =>
      `function f(uint256 v) external { require(!over); score[msg.sender]++; if (v > best) { best = v; ${set} } } function end() external { over = true; }`;
    const claim = (asks: string) => `function claim() external { require(over && ${asks}); x++; }`;
    for (const body of [
      // Of two that are equal the first one.
      `${play("leader = msg.sender;")} ${claim("msg.sender == leader")}`,
      // Whoever was ahead of all once.
      `${play("bestOf[v] = 1;")} ${claim("score[msg.sender] == best")}`,
      `${play("leader = msg.sender;")} function g() external { leader = msg.sender; }`,
    ]) {
      assert.equal(said(body, at(), OVER)?.rule, "highest-bid", body);
    }
    const shown = `${play("leader = msg.sender;")} ${claim("score[msg.sender] == best")}`;
    const finding = said(shown, at(), OVER);
    assert.equal(finding?.rule, "running-extreme");
    assert.match(finding.refactor, /leader goes with it/);
  });
});
