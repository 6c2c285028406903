import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { ReportFinding } from "../../src/internal/model/report-finding.ts";
import { advise, type Meeting } from "./support/advise.ts";

const COUNTERS = `library Counters {
  struct Counter { uint256 _value; }
  function current(Counter storage counter) internal view returns (uint256) { return counter._value; }
  function increment(Counter storage counter) internal { unchecked { counter._value += 1; } }
  function reset(Counter storage counter) internal { counter._value = 0; }
}`;

const NAMESPACE = (functions: string) => `contract A {
  /// @custom:storage-location erc7201:a.storage.Token
  struct TokenStorage { mapping(address => uint256) _balances; uint256 _totalSupply; uint256 _calls; }
  function _getTokenStorage() private pure returns (TokenStorage storage $) {
    assembly { $.slot := 0xd882f91a7c91483234b0dcc08ba45e3825c22c0658de9b28c3b27dbdbc826700 }
  }
  ${functions}
}`;

const SAFE_MATH = `library SafeMath {
  function add(uint256 a, uint256 b) internal pure returns (uint256) { require(a + b >= a); return a + b; }
  function sub(uint256 a, uint256 b) internal pure returns (uint256) { require(b <= a); return a - b; }
}`;

const adds = { verdict: "commutative", into: [] } as const;

function said(body: string, meeting: Meeting, pragma?: string): ReportFinding | undefined {
  return advise(body, meeting, pragma === undefined ? {} : { pragma, compiler: "solc06" });
}

describe("numbers that are no variable of their own", () => {
  it("keeps in a sketch what a number begins with, and that it may wrap", () => {
    const meeting = { variable: "total", functions: ["f"], ...adds };
    const body = (first: string, sum: string) =>
      `contract A { uint256 public total${first}; function f() external { ${sum} } }`;
    const finding = said(body(" = 100", "unchecked { total += 2; }"), meeting);
    assert.match(
      finding?.refactor ?? "",
      /begins with 100: in the constructor one part has to be set to it/,
    );
    assert.match(finding?.refactor ?? "", /unchecked \{ for .* sum \+= _totalShards\[i\]; \}/);
    const checked = said(body(" = 100", "total += 2;"), meeting);
    assert.match(checked?.refactor ?? "", /^for .* sum \+= _totalShards\[i\]; \/\//m);
    assert.doesNotMatch(said(body("", "total += 2;"), meeting)?.refactor ?? "begins", /begins/);
  });

  it("takes a signed sum for one that has no bound at nothing", () => {
    const body = (type: string) =>
      `contract A { ${type} public net; mapping(address => bool) long; function f(${type} s) external { if (long[msg.sender]) net += s; else net -= s; } }`;
    const meeting = { variable: "net", functions: ["f"], ...adds };
    const finding = said(body("int256"), meeting);
    assert.equal(finding?.rule, "global-counter");
    assert.match(finding.refactor, /^int256\[16\] private _netShards;/);
    assert.match(finding.refactor, /^_netShards\[.*\] -= s; \/\/ .* less than nothing$/m);
    assert.doesNotMatch(finding.refactor, /unchecked/);
    // The check that there is enough would be lost.
    assert.notEqual(said(body("uint256"), meeting)?.rule, "global-counter");
  });

  it("finds a counter in a struct, by a pointer and by a function that is given one", () => {
    const struct = "struct Stats { uint256 visits; uint256 since; } Stats public stats;";
    const meeting = { variable: "stats", path: "stats.visits", functions: ["f"], ...adds };
    for (const body of [
      "function f() external { stats.visits += 1; }",
      "function f() external { Stats storage all = stats; all.visits++; }",
      "function f() external { count(stats); } function count(Stats storage all) private { all.visits++; }",
    ]) {
      const finding = said(`contract A { ${struct} ${body} }`, meeting);
      assert.equal(finding?.rule, "global-counter", body);
      assert.match(finding.message, /changes stats\.visits/);
      assert.match(finding.refactor, /_statsVisitsShards\[uint160\(msg\.sender\) % 16\] \+= 1;/);
      assert.equal(finding.patch, null);
    }
    for (const body of [
      // Looked at by a call that changes something.
      "uint256 last; function f() external { stats.visits += 1; } function g() external { last = stats.visits; }",
      // Handed to a function that looks at it.
      "uint256 last; function f() external { stats.visits += 1; g(stats); } function g(Stats storage s) private { last = s.visits; }",
      // Set as a whole.
      "function f() external { stats.visits += 1; } function g() external { stats = Stats(1, 2); }",
    ]) {
      assert.equal(said(`contract A { ${struct} ${body} }`, meeting), undefined, body);
    }
  });

  it("finds fees in a struct", () => {
    const finding = said(
      `contract A { struct Pot { uint256 fees; address owner; } Pot pot;
        function f() external payable { uint256 cut = msg.value / 10; pot.fees += cut; }
        function take() external { uint256 amount = pot.fees; pot.fees = 0; payable(pot.owner).transfer(amount); } }`,
      { variable: "pot", path: "pot.fees", functions: ["f"], notForUsers: ["take"], ...adds },
    );
    assert.equal(finding?.rule, "fee-accumulator");
    assert.match(finding.refactor, /_potFeesShards/);
  });

  it("finds ids and counters of OpenZeppelin's Counters", () => {
    const ids = said(
      `${COUNTERS} contract A { using Counters for Counters.Counter; Counters.Counter private _ids;
        mapping(uint256 => address) ownerOf;
        function f() external { _ids.increment(); uint256 id = _ids.current(); ownerOf[id] = msg.sender; }
        function g(uint256 id) external { require(ownerOf[id] == msg.sender); delete ownerOf[id]; } }`,
      { variable: "_ids", path: "_ids._value", functions: ["f"] },
    );
    assert.equal(ids?.rule, "sequential-id");
    assert.match(ids.message, /takes the next number from _ids,/);
    assert.match(ids.refactor, /_idsOf\[msg\.sender\]\+\+/);
    const lit = said(
      `${COUNTERS} contract A { using Counters for Counters.Counter; Counters.Counter private _lit;
        function f() external { _lit.increment(); }
        function lit() external view returns (uint256) { return Counters.current(_lit); } }`,
      { variable: "_lit", path: "_lit._value", functions: ["f"], ...adds },
    );
    assert.equal(lit?.rule, "global-counter");
    assert.match(lit.refactor, /_litShards\[uint160\(msg\.sender\) % 16\] \+= 1;/);
    const reset = said(
      `${COUNTERS} contract A { using Counters for Counters.Counter; Counters.Counter private _lit;
        function f() external { _lit.increment(); } function g() external { _lit.reset(); } }`,
      { variable: "_lit", path: "_lit._value", functions: ["f"], ...adds },
    );
    assert.equal(reset, undefined);
  });

  it("finds the total in a namespace, as OpenZeppelin's upgradeable tokens have it", () => {
    const update = `function update(address from, address to, uint256 value) internal {
      TokenStorage storage $ = _getTokenStorage();
      if (from == address(0)) $._totalSupply += value;
      else $._balances[from] -= value;
      if (to == address(0)) $._totalSupply -= value;
      else $._balances[to] += value;
    }
    function f(uint256 value) external { update(address(0), msg.sender, value); _getTokenStorage()._calls++; }
    function burn(uint256 value) external { update(msg.sender, address(0), value); }
    function move(address to, uint256 value) external { update(msg.sender, to, value); }`;
    const finding = said(NAMESPACE(update), {
      variable: "TokenStorage",
      path: "TokenStorage._totalSupply",
      functions: ["f", "burn"],
      ...adds,
    });
    assert.equal(finding?.rule, "total-supply");
    assert.match(
      finding.message,
      /^TokenStorage\._totalSupply is the sum of TokenStorage\._balances/,
    );
    assert.match(finding.refactor, /\$\._totalSupplyShards\[.*\] \+= value;/);
    assert.match(finding.refactor, /behind all members of TokenStorage/);
    const calls = said(NAMESPACE(update), {
      variable: "TokenStorage",
      path: "TokenStorage._calls",
      functions: ["f"],
      ...adds,
    });
    assert.equal(calls?.rule, "global-counter");
  });

  it("knows SafeMath by either way of calling it, and what it refuses for what it is", () => {
    const body = `${SAFE_MATH} contract A { using SafeMath for uint256; uint256 public total; mapping(address => uint256) own;
      function f(uint256 v) external { own[msg.sender] = own[msg.sender].add(v); total = SafeMath.add(total, v); }
      function g(uint256 v) external { own[msg.sender] = own[msg.sender].sub(v); total = total.sub(v); } }`;
    const meeting = { variable: "total", functions: ["f", "g"], ...adds };
    assert.match(
      said(body, meeting, "^0.6.0")?.patch ?? "",
      /\[uint160\(msg\.sender\) % 16\] -= v;/,
    );
    const refused = { ...meeting, verdict: "flows", into: ["status"], own: "-3" } as const;
    assert.equal(said(body, refused, "^0.6.0")?.rule, "total-supply");
    // Then the library's check is all that bounds it.
    const alone = body.replace("own[msg.sender] = own[msg.sender].sub(v);", "");
    assert.equal(said(alone, meeting, "^0.6.0"), undefined);
    // A bound of the contract's own is none of the library.
    const own = body.replace("total = total.sub(v)", "require(total > v); total = total.sub(v)");
    assert.notEqual(said(own, refused, "^0.6.0")?.rule, "global-counter");
  });
});

describe("total-supply", () => {
  const meeting = { variable: "total", functions: ["f", "g"], ...adds };
  const of = (functions: string) =>
    said(
      `contract A { uint256 public total; mapping(address => uint256) public balanceOf; ${functions} }`,
      meeting,
    );
  const mint = "function f(uint256 v) external { balanceOf[msg.sender] += v; total += v; }";

  it("is told where each entry's change is one of the sum, or a transfer", () => {
    const whole = `${mint} function g(uint256 v) external { balanceOf[msg.sender] -= v; total -= v; }
      function move(address to, uint256 v) external { balanceOf[msg.sender] -= v; balanceOf[to] += v; }`;
    assert.equal(of(whole)?.rule, "total-supply");
    const emptied = `${mint} function g() external { uint256 v = balanceOf[msg.sender]; delete balanceOf[msg.sender]; total -= v; }`;
    assert.equal(of(emptied)?.rule, "total-supply");
    const structs = `contract A { struct User { uint256 staked; uint256 since; } uint256 public total; mapping(address => User) users;
      function f(uint256 v) external { users[msg.sender].staked += v; users[msg.sender].since = block.number; total += v; }
      function g() external { uint256 v = users[msg.sender].staked; users[msg.sender].staked = 0; total -= v; } }`;
    assert.match(said(structs, meeting)?.message ?? "", /the sum of users\.staked:/);
  });

  it("is not said of what is no sum", () => {
    const said = [
      // Entries become less, the number does not.
      of(`${mint} function g(uint256 v) external { balanceOf[msg.sender] -= v; }`),
      // It becomes more, and no entry does.
      of(`${mint} function g(uint256 v) external { total += v; }`),
      // An entry is set to anything.
      of(`${mint} function g(uint256 v) external { balanceOf[msg.sender] = v; }`),
      // Entries become more by themselves.
      of(`${mint} function g(address to, uint256 v) external { balanceOf[to] += v; }`),
    ];
    for (const finding of said) {
      assert.notEqual(finding?.rule, "total-supply");
      assert.doesNotMatch(finding?.message ?? "", /the sum of/);
    }
  });
});
