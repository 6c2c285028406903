import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { ReportFinding } from "../../src/internal/model/report-finding.ts";
import { advise } from "./support/advise.ts";

/** Of a number that calls of users only add to and take from, as was seen. */
function said(body: string, functions: readonly string[]): ReportFinding | undefined {
  return advise(
    `contract A { uint256 public left; mapping(address => uint256) public got; mapping(address => uint256) public gave;
      struct Position { uint128 amount; uint64 since; address owner; bool open; } mapping(address => Position) public positions;
      struct Listing { address seller; uint96 price; bool sold; } Listing[] public listings; mapping(uint256 => Listing) byId; mapping(address => bool) active; address operator; ${body} }`,
    { variable: "left", functions, verdict: "commutative", into: [] },
  );
}

const SPLIT = /Shards|unchecked/;

function isSplit(body: string, functions: readonly string[]): boolean {
  const finding = said(body, functions);
  return SPLIT.test(`${finding?.patch ?? ""}${finding?.refactor ?? ""}`);
}

const STOCK = "function f(uint256 n) external { left += n; gave[msg.sender] += n; }";

describe("a bound that checked arithmetic keeps", () => {
  it("is taken away by no diff and no sketch", () => {
    for (const body of [
      // Whoever takes does not take what is his own.
      "function g(uint256 n) external { left -= n; got[msg.sender] += n; }",
      "function g(uint256 n) external { require(n <= 50); left -= n; got[msg.sender] += n; }",
      "function g(uint256 n) external { left = left - n; payable(operator).transfer(n); }",
      "function g() external { --left; got[msg.sender]++; }",
      // The owner's limit is one, too.
      "function g(uint256 n) external { require(msg.sender == operator); left -= n; }",
      // Entries may be less than nothing, wrap around, or are taken from elsewhere as well.
      "function g(uint256 n) external { unchecked { gave[msg.sender] -= n; } left -= n; }",
      "function g(uint256 n) external { gave[msg.sender] -= n; left -= n; } function h(address to, uint256 n) external { gave[to] += n; }",
      "function g(uint256 n) external { if (n > 5) { gave[msg.sender] -= n; } left -= n; }",
      "function g(uint256 n) external { if (gave[msg.sender] > n) { unchecked { gave[msg.sender] -= n; } } left -= n; }",
      "function g(uint256 n) external { if (gave[operator] < n) revert(); unchecked { gave[msg.sender] -= n; } left -= n; }",
      "function g(uint256 n) external { require(gave[msg.sender] <= n); unchecked { gave[msg.sender] -= n; } left -= n; }",
      // By the constructor there is more in them.
      "constructor() { gave[msg.sender] = 5; } function g(uint256 n) external { gave[msg.sender] -= n; left -= n; }",
    ]) {
      assert(!isSplit(`${STOCK} ${body}`, ["f", "g"]), body);
    }
    const cut = `mapping(address => uint128) own; function f(uint256 n) external { own[msg.sender] += uint128(n); left += n; }
      function g(uint256 n) external { own[msg.sender] -= uint128(n); left -= n; }`;
    assert(!isSplit(cut, ["f", "g"]));
    const signed = `mapping(address => int256) own; function f(uint256 n) external { own[msg.sender] += int256(n); left += n; }
      function g(uint256 n) external { own[msg.sender] -= int256(n); left -= n; }`;
    assert(!isSplit(signed, ["f", "g"]));
    // A contract that inherits it draws on it.
    const derived = advise(
      `contract A { uint256 public left; function f() external { left++; } } contract B is A { function g() external { left--; } }`,
      { variable: "left", functions: ["f"], verdict: "commutative", into: [] },
    );
    assert.equal(derived, undefined);
  });

  it("is kept by entries with checks of their own", () => {
    for (const body of [
      "function g(uint256 n) external { gave[msg.sender] -= n; left -= n; }",
      "function g(uint256 n) external { left -= n; if (gave[msg.sender] < n) revert(); unchecked { gave[msg.sender] -= n; } }",
      "function g(uint256 n) external { uint256 old = gave[msg.sender]; require(old >= n); unchecked { gave[msg.sender] = old - n; } left -= n; }",
      "function g() external { uint256 n = gave[msg.sender]; delete gave[msg.sender]; left -= n; }",
      "constructor() { gave[msg.sender] = 5; left = 5; } function g(uint256 n) external { gave[msg.sender] -= n; left -= n; }",
    ]) {
      assert.equal(said(`${STOCK} ${body}`, ["f", "g"])?.rule, "total-supply", body);
      assert(isSplit(`${STOCK} ${body}`, ["f", "g"]), body);
    }
  });

  it("is not there where nothing is checked", () => {
    const body = `${STOCK} function g(uint256 n) external { unchecked { left -= n; } got[msg.sender] += n; }`;
    assert.equal(said(body, ["f", "g"])?.rule, "global-counter");
  });

  it("that stands for those of entries is named", () => {
    const minted = (add: string) =>
      said(
        `function f(uint256 n) external { left += n; ${add} } function g(uint256 n) external { gave[msg.sender] -= n; left -= n; }`,
        ["f", "g"],
      );
    const finding = minted("unchecked { gave[msg.sender] += n; }");
    assert.equal(finding?.rule, "total-supply");
    assert.equal(finding.patch, null);
    assert.match(finding.refactor, /\n\/\/ gave: added to without a check, which that of left/);
    assert.notEqual(minted("gave[msg.sender] += n;")?.patch, null);
  });

  it("stays where the owner takes some of what comes together", () => {
    const finding = advise(
      `contract A { uint256 public left; address payable operator = payable(msg.sender); function f() external payable { left += msg.value; }
        function g(uint256 n) external { require(msg.sender == operator); left -= n; operator.transfer(n); } }`,
      {
        variable: "left",
        functions: ["f"],
        notForUsers: ["g"],
        verdict: "commutative",
        into: [],
      },
    );
    assert.equal(finding?.rule, "fee-accumulator");
    assert.match(finding.refactor, /\n_leftShards\[0\] = sum - n; \/\/ what is left; fails/);
  });

  it("of one entry of several is not taken away either", () => {
    const at = (draw: string) =>
      advise(
        `contract A { mapping(uint256 => uint256) public left; mapping(address => uint256) got;
          function f(uint256 n) external { left[1] += n; } ${draw} }`,
        { variable: "left", path: "left[1]", functions: ["f"], verdict: "commutative", into: [] },
      )?.rule;
    assert.equal(at(""), "global-counter");
    assert.equal(
      at("function g(uint256 n) external { left[1] -= n; got[msg.sender] += n; }"),
      undefined,
    );
  });
});

describe("a sum of entries", () => {
  const transfers = `function move(address from, address to, uint256 v) private { require(gave[from] >= v); unchecked { gave[from] -= v; } gave[to] += v; }`;

  it("is no number of what went one way", () => {
    // In a loop, of which nobody can tell what it comes to.
    const burnt = `${transfers} function f(address[] calldata to, uint256 v) external { for (uint256 i; i < to.length; i++) { uint256 b = v / 100; left += b; move(msg.sender, operator, b); move(msg.sender, to[i], v - b); if (i > 5) return; } }`;
    assert.equal(said(burnt, ["f"])?.rule, "global-counter");
    const taxed = `${transfers} function f(address to, uint256 v) external { uint256 tax = v / 100; left += tax; move(msg.sender, address(this), tax); move(msg.sender, to, v - tax); }`;
    assert.equal(said(taxed, ["f"])?.rule, "global-counter");
  });

  it("of which a part is copied to memory, or held in fewer bits than ETH needs, is one", () => {
    const stake = `function f() external payable { Position storage p = positions[msg.sender]; p.amount += uint128(msg.value); p.since = 1; left += msg.value; }`;
    const exit = `function g() external { Position memory p = positions[msg.sender]; require(p.amount > 0); delete positions[msg.sender]; left -= p.amount; }`;
    assert.match(said(`${stake} ${exit}`, ["f", "g"])?.message ?? "", /sum of positions\.amount/);
    // Cut off, it is not the same.
    const cut = stake.replace("function f()", "function f(uint256 v)").replaceAll("msg.value", "v");
    assert.equal(said(`${cut} ${exit}`, ["f", "g"]), undefined);
    // The copy was changed before.
    const changed = exit.replace("delete", "p.amount += 1; delete");
    assert.equal(said(`${stake} ${changed}`, ["f", "g"]), undefined);
  });

  it("that only those with a role change is no matter of users", () => {
    const mint = `function f(address to, uint256 v) external { gave[to] += v; left += v; }`;
    const at = (notForUsers: readonly string[]) =>
      advise(
        `contract A { uint256 public left; mapping(address => uint256) public gave; ${mint} }`,
        { variable: "left", functions: ["f"], notForUsers, verdict: "commutative", into: [] },
      )?.rule;
    assert.equal(at([]), "total-supply");
    assert.equal(at(["f"]), undefined);
  });
});

describe("a count of what is in a state", () => {
  const stake = `function f() external payable { Position storage p = positions[msg.sender]; if (p.amount == 0) left++; p.amount += uint128(msg.value); p.since = 1; }`;
  const list = `function f(uint96 price) external { listings.push(Listing(msg.sender, price, false)); left++; }`;
  const join = `function f() external { require(!active[msg.sender]); active[msg.sender] = true; left++; }`;

  it("cannot run out where each draw ends that state", () => {
    for (const body of [
      `${stake} function g() external { exit(msg.sender); } function h(address user) external { require(msg.sender == operator); exit(user); }
        function exit(address user) private { Position memory p = positions[user]; require(p.amount > 0); delete positions[user]; left--; payable(user).transfer(p.amount); }`,
      `${stake} function g() external { uint256 a = positions[msg.sender].amount; if (a == 0) revert(); positions[msg.sender].amount = 0; left -= 1; }`,
      `${list} function g(uint256 id) external { Listing storage l = listings[id]; require(!l.sold && l.price > 1); l.sold = true; left--; }`,
      `${join} function g() external { require(active[msg.sender]); active[msg.sender] = false; left--; }`,
      `${join} function g() external { if (!active[msg.sender]) revert(); delete active[msg.sender]; left = left - 1; }`,
      `function f() external { require(positions[msg.sender].owner == address(0)); positions[msg.sender].owner = msg.sender; left++; }
        function g(address id) external { require(positions[id].owner == msg.sender); delete positions[id]; left--; }`,
    ]) {
      const finding = said(body, ["f", "g"]);
      assert.equal(finding?.rule, "global-counter", body);
      assert.match(finding.patch ?? "", /unchecked \{\s*\+\s*_leftShards/, body);
    }
  });

  it("is none where it can", () => {
    for (const body of [
      // It does not ask for the state, or does not end it.
      `${stake} function g() external { delete positions[msg.sender]; left--; }`,
      `${stake} function g() external { require(positions[msg.sender].amount > 0); left--; }`,
      `${stake} function g() external { Position memory p = positions[msg.sender]; require(p.since > 0); delete positions[msg.sender]; left--; }`,
      // The copy is not what is stored any more.
      `${stake} function g() external { Position memory p = positions[msg.sender]; p.amount = 5; require(p.amount > 0); delete positions[msg.sender]; left--; }`,
      // By two.
      `${join} function g() external { require(active[msg.sender]); active[msg.sender] = false; left -= 2; }`,
      `${join} function g() external { require(active[msg.sender]); active[msg.sender] = false; left--; left--; }`,
      // Others come into the state, and are not counted.
      `${join} function g() external { require(active[msg.sender]); active[msg.sender] = false; left--; } function h(address to) external { active[to] = true; }`,
      `${list} function g(uint256 id) external { require(!listings[id].sold); listings[id].sold = true; left--; } function h(uint256 id) external { listings[id].sold = false; }`,
      `${list} function g(uint256 id) external { require(!listings[id].sold); listings[id].sold = true; left--; } function h() external { listings.push(Listing(msg.sender, 1, false)); }`,
      // Of a mapping all that nobody has set are in it.
      `function f(uint256 id) external { byId[id].price = 1; left++; } function g(uint256 id) external { require(!byId[id].sold); byId[id].sold = true; left--; }`,
      // Another entry than the one that is asked for.
      `${join} function g(address user) external { require(active[msg.sender]); active[user] = false; left--; }`,
    ]) {
      assert(!isSplit(body, ["f", "g"]), body);
    }
  });
});
