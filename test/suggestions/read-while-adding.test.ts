import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { advise, type Meeting } from "./support/advise.ts";

const STATE = `mapping(uint256 => uint256) votes; mapping(uint256 => mapping(uint256 => uint256)) tally; mapping(address => uint256) points;
  struct Poll { uint256 yes; uint64 ends; address author; } Poll[] polls; mapping(uint256 => Poll) named; uint256 leader; mapping(address => bool) voted;
  event Voted(uint256 id, uint256 sum); event Made(Poll poll);`;

/** What is said of `entry`, to which several users add by `f`. */
function said(entry: string, code: string, more: Partial<Meeting> = {}) {
  return advise(`contract A { ${STATE} ${code} }`, {
    variable: entry.replace(/\W.*$/, ""),
    path: entry,
    functions: ["f"],
    verdict: "commutative",
    inSuite: true,
    ...more,
  })?.rule;
}

const F = (body: string) => `function f(uint256 id) external { ${body} }`;

describe("hot-key on an entry that the same call goes by", () => {
  const numbers: Readonly<Record<string, string>> = {
    "the textbook vote": F("votes[id] += 1; if (votes[id] > votes[leader]) leader = id;"),
    "by ++": F("votes[id]++; if (votes[leader] < votes[id]) leader = id;"),
    "by a sum": F("votes[id] = votes[id] + 1; if (votes[id] > votes[leader]) leader = id;"),
    "only the leader's": F("votes[id]++; if (votes[leader] < 5) leader = id;"),
    "what adding comes to": F("if (++votes[id] > 5) leader = id;"),
    "a copy that is written back": F(
      "uint256 n = votes[id] + 1; votes[id] = n; if (n > 5) leader = id;",
    ),
    "a copy from before": F("uint256 n = votes[id]; votes[id] = n + 1; if (n > 5) leader = id;"),
    "in a function of the contract": `${F("votes[id]++; _look(id);")} function _look(uint256 i) private { if (votes[i] > 5) leader = i; }`,
    "by a view": `${F("votes[id]++; if (count(id) > 5) leader = id;")} function count(uint256 i) public view returns (uint256) { return votes[i]; }`,
    "by a modifier": `modifier m(uint256 i) { _; if (votes[i] > 5) leader = i; } function f(uint256 id) external m(id) { votes[id]++; }`,
    "by what is adding elsewhere": `${F("_add(id); if (votes[id] > 5) leader = id;")} function _add(uint256 i) private { votes[i]++; }`,
    "an event": F("votes[id]++; emit Voted(id, votes[id]);"),
    "what is given back":
      "function f(uint256 id) external returns (uint256) { votes[id]++; return votes[id]; }",
    "a bound": F("require(votes[id] < 100); votes[id]++;"),
    "as many again": F("votes[id] += votes[id] / 10 + 1;"),
    "the own getter": `mapping(uint256 => uint256) public shown; ${F("votes[id]++; if (this.shown(id) > 5) leader = id;").replace("votes", "shown")}`,
  };
  for (const [what, code] of Object.entries(numbers)) {
    const name = what === "the own getter" ? "shown" : "votes";
    it(`is silent: ${what}`, () => {
      assert.notEqual(said(`${name}[arg:id]`, code), "hot-key");
    });
  }

  const others: readonly (readonly [string, string, string])[] = [
    [
      "a field of a struct in an array",
      "polls[arg:id].yes",
      F("polls[id].yes++; if (polls[id].yes > polls[leader].yes) leader = id;"),
    ],
    [
      "by a pointer",
      "polls[arg:id].yes",
      F("Poll storage p = polls[id]; p.yes += 1; if (p.yes > 5) leader = id;"),
    ],
    [
      "by a pointer that is passed",
      "named[arg:id].yes",
      `${F("named[id].yes++; _look(named[id], id);")} function _look(Poll storage p, uint256 id) private { if (p.yes > 5) leader = id; }`,
    ],
    [
      "by a pointer that is given",
      "named[arg:id].yes",
      `${F("named[id].yes++; Poll storage p = _of(id); if (p.yes > 5) leader = id;")} function _of(uint256 id) private view returns (Poll storage) { return named[id]; }`,
    ],
    [
      "a copy of the struct",
      "named[arg:id].yes",
      F("named[id].yes++; Poll memory p = named[id]; if (p.yes > 5) leader = id;"),
    ],
    [
      "the struct as a whole",
      "named[arg:id].yes",
      F("named[id].yes++; Poll memory p = named[id]; emit Made(p);"),
    ],
    [
      "two keys",
      "tally[arg:id][arg:side]",
      "function f(uint256 id, uint256 side) external { tally[id][side]++; if (tally[id][0] > tally[id][1]) leader = id; }",
    ],
  ];
  for (const [what, entry, code] of others) {
    it(`is silent: ${what}`, () => {
      assert.notEqual(said(entry, code), "hot-key");
    });
  }

  it("speaks where only another field is asked for", () => {
    const ends = "require(p.ends == 0);";
    for (const code of [
      F(`Poll storage p = polls[id]; ${ends} p.yes++;`),
      F(`Poll memory p = polls[id]; ${ends} polls[id].yes++;`),
      `${F("_look(polls[id]); polls[id].yes++;")} function _look(Poll storage p) private view { ${ends} }`,
      `${F("Poll storage p = _of(id); require(p.author != msg.sender); polls[id].yes++;")} function _of(uint256 id) private view returns (Poll storage) { return polls[id]; }`,
    ]) {
      assert.equal(said("polls[arg:id].yes", code), "hot-key", code);
    }
  });

  it("speaks where it is only written back", () => {
    for (const body of [
      "uint256 n = votes[id]; votes[id] = n + 1;",
      "uint256 n = votes[id]; unchecked { votes[id] = n + 1; }",
      "votes[id] = votes[id] + 1;",
      "votes[id] = 1 + votes[id];",
    ]) {
      assert.equal(said("votes[arg:id]", F(body)), "hot-key", body);
    }
  });

  it("speaks where another call goes by it, or nobody but who asks", () => {
    const code = `${F("require(!voted[msg.sender]); voted[msg.sender] = true; votes[id]++;")}
      function close(uint256 id) external { require(votes[id] > votes[leader]); leader = id; }
      function count(uint256 id) public view returns (uint256) { return votes[id]; }`;
    assert.equal(said("votes[arg:id]", code), "hot-key");
  });

  it("speaks of tokens, which ask what their senders have", () => {
    const ask = "require(points[msg.sender] >= n);";
    const view = "function count(address a) public view returns (uint256) { return points[a]; }";
    const move = "points[msg.sender] -= n; points[to] += n;";
    for (const code of [
      `function f(address to, uint256 n) external { ${ask} ${move} }`,
      `${view} function f(address to, uint256 n) external { require(count(msg.sender) > n * 2); ${move} }`,
      "function f(address by, address to, uint256 n) external { uint256 has = points[by]; require(has >= n); unchecked { points[by] = has - n; } points[to] += n; }",
    ]) {
      assert.equal(said("points[arg:to]", code), "hot-key", code);
    }
    const capped = `function f(address to, uint256 n) external { require(points[to] + n <= 100); ${move} }`;
    assert.equal(said("points[arg:to]", capped), undefined);
  });
});

describe("hot-key on an entry that another contract adds to and looks at", () => {
  const TALLY = `contract A { mapping(uint256 => uint256) public votes; mapping(address => uint256) public points;
    function f(uint256 id) external { votes[id] += 1; } function count(uint256 id) external view returns (uint256) { return votes[id]; }
    function pay(address to) external { points[to] += 1; } }`;
  const by = (body: string, entry = "votes[arg:id]", more: Partial<Meeting> = {}) =>
    advise(
      `${TALLY} contract Booth { A a; uint256 leader; mapping(address => uint256) paid; ${body} }`,
      {
        variable: entry.replace(/\W.*$/, ""),
        path: entry,
        functions: [],
        by: ["Booth.vote"],
        verdict: "commutative",
        inSuite: true,
        ...more,
      },
    )?.rule;

  it("is silent where the call goes by it", () => {
    for (const look of ["a.votes(id) > a.votes(leader)", "a.count(id) > 5"]) {
      const body = `function vote(uint256 id) external { a.f(id); if (${look}) leader = id; }`;
      assert.equal(by(body, "votes[arg:id]", { functions: ["f"] }), undefined, look);
    }
  });

  it("speaks where another call does, and where each asks for the own", () => {
    const both: Partial<Meeting> = { functions: ["f"] };
    const vote = "function vote(uint256 id) external { a.f(id); paid[msg.sender]++; }";
    assert.equal(by(vote, "votes[arg:id]", both), "hot-key");
    const close = "function close(uint256 id) external { if (a.votes(id) > 5) leader = id; }";
    assert.equal(by(`${vote} ${close}`, "votes[arg:id]", both), "hot-key");
    const own =
      "function vote(address to) external { require(a.points(msg.sender) < 9); a.pay(to); }";
    assert.equal(by(own, "points[arg:to]", { functions: ["pay"] }), "hot-key");
  });
});
