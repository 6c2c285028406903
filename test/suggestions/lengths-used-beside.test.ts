import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { ReportFinding } from "../../src/internal/model/report-finding.ts";
import { advise, type Meeting, promised } from "./support/advise.ts";

const FIELDS = `address[] list; uint256 constant MAX = 320; uint256 limit = 100; uint256 cap; bool open; uint256 x; uint256 count; address who;
  mapping(address => uint256) n; mapping(uint256 => address[]) games; mapping(uint256 => uint256) kept;
  event E(uint256 at);`;
const at: Meeting = { variable: "list", path: "list.length", functions: ["f"], into: ["storage"] };
/** Somebody else reads it, so that it is no history. */
const READ = "function g(uint256 i) external { x = i % list.length; who = list[i % list.length]; }";

function inA(body: string, before = ""): string {
  return `${before} contract A { ${FIELDS} ${body} ${READ} }`;
}

function said(body: string, meeting: Partial<Meeting> = {}): ReportFinding | undefined {
  return advise(inA(body), { ...at, ...meeting });
}

describe("a list whose length the same call looks at", () => {
  it("decides what calls do where they come to a goal", () => {
    for (const body of [
      "function f() external { list.push(msg.sender); if (list.length == 200) open = true; }",
      "function f() external { if (list.length < 100) n[msg.sender] = 50; list.push(msg.sender); }",
      "function f() external { list.push(msg.sender); if (list.length == 4) { games[x++] = list; delete list; } }",
      "function f() external { list.push(msg.sender); if (count_() >= limit) open = true; } function count_() internal view returns (uint256) { return list.length; }",
      "modifier look() { _; if (list.length > limit) open = true; } function f() external look { list.push(msg.sender); }",
      "function f() external { uint256 had = list.length; list.push(msg.sender); n[msg.sender] = had < limit ? 2 : 1; }",
    ]) {
      const finding = said(body);
      assert.deepEqual([finding?.rule, finding?.isInherent], ["deciding-total", true], body);
      assert.match(finding?.message ?? "", /^A\.f changes the length of list, and does something/);
      assert.match(finding?.refactor ?? "", /^Leave list as it is\./);
      assert.equal(promised(inA(body), at), undefined, body);
    }
    const priced = said(
      "function f() external payable { require(msg.value >= list.length * 1 gwei); list.push(msg.sender); }",
    );
    assert.match(priced?.message ?? "", /^A\.f asks for a price that is reckoned from the length/);
  });

  it("is dealt out with its bound", () => {
    for (const body of [
      "function f() external { require(list.length < MAX); list.push(msg.sender); }",
      "function f() external { if (list.length >= MAX || n[msg.sender] > 0) revert(); list.push(msg.sender); n[msg.sender] = 1; }",
      "function f() external { require(room() > 0); list.push(msg.sender); } function room() public view returns (uint256) { return list.length >= MAX ? 0 : MAX - list.length; }",
      "function f() external { list.push(msg.sender); require(list.length <= MAX); emit E(list.length - 1); }",
    ]) {
      const finding = said(body);
      assert(finding !== undefined, body);
      assert.deepEqual([finding.rule, finding.confidence], ["array-push", "high"], body);
      assert.deepEqual(promised(inA(body), at), { kind: "shard", shards: 16 }, body);
      assert(
        finding.refactor.includes(
          "\nrequire(list[uint160(msg.sender) % 16].length < (MAX) / 16); // its share,",
        ),
        finding.refactor,
      );
      assert.match(finding.refactor, /\n\/\/ One part is full before another is:/);
      assert(finding.evidence.some((one) => one.startsWith("How long it may be has a bound (")));
    }
    const stored = said(
      "constructor(uint256 most) { cap = most; } function f() external { require(list.length < cap); list.push(msg.sender); }",
    );
    assert.equal(stored?.confidence, "medium");
    const small = "function f() external { require(list.length < 3); list.push(msg.sender); }";
    assert.match(said(small)?.refactor ?? "", /^Leave list as it is: its bound \(3\) is too small/);
    assert.equal(promised(inA(small), at), undefined);
    const asked =
      "function f() external { require(list.length < MAX); list.push(msg.sender); } function h() external { require(list.length == MAX); open = true; }";
    assert.match(said(asked)?.refactor ?? "", /^Leave list\.length as it is, unless A\.h can do/);
    assert.equal(promised(inA(asked), at), undefined);
  });

  it("is dealt out with its bound where the length becomes the id of a token", () => {
    const token = `mapping(uint256 => address) owners; function ownerAt(uint256 id) internal view returns (address) { return owners[id]; }
      function update(address to, uint256 id, address by) internal returns (address) { address from = ownerAt(id); if (by != address(0)) check(from, by); owners[id] = to; return from; }
      function check(address from, address by) internal pure { if (from != by) { if (from == address(0)) revert(); revert(); } }
      function mint(address to, uint256 id) internal { require(to != address(0)); address before = update(to, id, address(0)); require(before == address(0)); }
      function transferFrom(address to, uint256 id) external { require(id < list.length); address before = update(to, id, msg.sender); if (before == address(0)) revert(); }`;
    const push = "require(list.length < MAX); list.push(msg.sender);";
    for (const body of [
      `function f() external { ${push} mint(msg.sender, list.length - 1); }`,
      `function f() external { uint256 id = list.length; ${push} mint(msg.sender, id); }`,
      `function f() external { uint256 id = next(); ${push} mint(msg.sender, id); } function next() public view returns (uint256) { return list.length; }`,
    ]) {
      const finding = said(`${body} ${token}`);
      assert.equal(finding?.rule, "array-push", body);
      assert.match(finding.refactor, /\.length < \(MAX\) \/ 16\); \/\/ its share,/, body);
      assert.doesNotMatch(finding.refactor, /Leave|transferFrom the sum/, body);
      assert.deepEqual(promised(inA(`${body} ${token}`), at), { kind: "shard", shards: 16 }, body);
      for (const asking of [
        "function h() external { require(list.length == MAX); open = true; }",
        "function h() external { matched(list.length); open = true; } function matched(uint256 id) internal view { require(id == MAX); }",
        "function counted() internal view returns (uint256) { return list.length; } function h() external { require(counted() >= MAX); open = true; }",
      ]) {
        const asked = `${body} ${token} ${asking}`;
        assert.match(said(asked)?.refactor ?? "", /^Leave list\.length as it is, unless A\.h can/);
        assert.equal(promised(inA(asked), at), undefined);
      }
    }
  });

  it("is not split where it is used for anything that is not known to be harmless", () => {
    for (const body of [
      "function f() external { list.push(msg.sender); who = list[uint256(blockhash(block.number - 1)) % list.length]; }",
      "function f() external { for (uint256 i; i < list.length; i++) require(list[i] != msg.sender); list.push(msg.sender); }",
      "function f() external { n[msg.sender] = 1000 / (list.length + 1); list.push(msg.sender); }",
      "function f() external { kept[list.length / 4]++; list.push(msg.sender); }",
      "function f(uint256 id) external { require(id == list.length); list.push(msg.sender); }",
      "function f() external { list.push(msg.sender); count = list.length; if (count > 9) open = true; }",
      "function f() external { if (list.length == 0) who = msg.sender; list.push(msg.sender); }",
      "function f() external { list.push(msg.sender); games[x] = list; }",
      "function f() external { list.push(msg.sender); require(!full()); } function full() public view returns (bool) { return list.length > MAX; }",
      "function f() external { if (list.length == 0) list.push(msg.sender); else { n[list[list.length - 1]]++; list.pop(); } }",
    ]) {
      assert.equal(promised(inA(body), at), undefined, body);
      const finding = said(body);
      assert(finding?.rule !== "array-push" || finding.refactor.startsWith("Leave list"), body);
    }
  });

  it("is split all the same where a part serves as well, or others look at it", () => {
    for (const body of [
      "function f() external { list.push(msg.sender); } function h() external { if (list.length > limit) open = true; }",
      "function f() external returns (uint256 id) { id = list.length; list.push(msg.sender); kept[id] = 5; emit E(id); }",
      "function f(uint256 i) external { require(i < list.length); n[list[i]]++; list.push(msg.sender); }",
      "function f() external { list.push(msg.sender); } function h() external { require(list.length > 0); n[list[list.length - 1]]++; list.pop(); }",
      "function f() external { list.push(msg.sender); } function h() external { uint256 i = n[msg.sender]; uint256 last = list.length - 1; list[i] = list[last]; n[list[i]] = i; list.pop(); }",
      "function f() external { list.push(msg.sender); } function h() external { for (uint256 i; i < list.length; i++) if (list[i] == msg.sender) { list[i] = list[list.length - 1]; list.pop(); return; } }",
      "function f() external { if (block.timestamp > x) { delete list; x = block.timestamp + 1 days; } list.push(msg.sender); }",
      "function f() external { if (n[msg.sender] == 0) { list.push(msg.sender); n[msg.sender] = list.length; } }",
    ]) {
      const meeting = { ...at, functions: body.includes("pop()") ? ["f", "h"] : ["f"] };
      assert.equal(advise(inA(body), meeting)?.rule, "array-push", body);
      assert.deepEqual(promised(inA(body), meeting), { kind: "shard", shards: 16 }, body);
    }
  });

  it("is split where the new entry keeps its place", () => {
    const body =
      "contract A { struct P { address a; uint256 id; } P[] list; address who; function f() external { P storage p = list.push(); p.a = msg.sender; p.id = list.length; } function g(uint256 i) external { who = list[i].a; } }";
    assert.deepEqual(promised(body, at), { kind: "shard", shards: 16 });
  });

  it("is asked for by whoever calls in the same transaction, by a view", () => {
    const body = (look: string) =>
      `contract A { ${FIELDS} function f() external { list.push(msg.sender); } function all() external view returns (uint256) { return list.length; } ${READ} }
       contract B { uint256 y; bool done; function h(A a) external { a.f(); ${look} } }`;
    const meeting: Meeting = { ...at, by: ["B.h"] };
    assert.notEqual(advise(body("if (a.all() == 10) done = true;"), meeting)?.rule, "array-push");
    assert.equal(advise(body("y++;"), meeting)?.rule, "array-push");
  });
});

describe("a set whose length the same call looks at", () => {
  const SET =
    'import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";';
  const inSet = (body: string) =>
    `${SET} contract A { using EnumerableSet for EnumerableSet.AddressSet; EnumerableSet.AddressSet set; uint256 constant MAX = 320; bool done; uint256 x; address who; mapping(address => address) pal; event E(uint256 n); ${body} }`;
  const meeting: Meeting = {
    variable: "set",
    path: "set._inner._values.length",
    functions: ["f"],
    into: ["storage"],
  };

  it("decides what calls do where they come to a goal", () => {
    for (const body of [
      "function f() external { require(set.add(msg.sender)); if (set.length() >= 100) done = true; }",
      "function f() external { set.add(msg.sender); if (count() == MAX) done = true; } function count() public view returns (uint256) { return EnumerableSet.length(set); }",
    ]) {
      const finding = advise(inSet(body), meeting);
      assert.deepEqual([finding?.rule, finding?.isInherent], ["deciding-total", true], body);
      assert.match(finding?.message ?? "", /^A\.f changes the length of set, /);
      assert.equal(promised(inSet(body), meeting), undefined, body);
    }
  });

  it("is dealt out with its bound", () => {
    const body =
      "function f() external { require(set.length() < MAX && set.add(msg.sender)); } function h() external { set.remove(msg.sender); }";
    const finding = advise(inSet(body), meeting);
    assert.deepEqual([finding?.rule, finding?.confidence], ["enumerable-set", "high"]);
    assert.match(
      finding?.refactor ?? "",
      /\nrequire\(set\[uint160\(msg\.sender\) % 16\]\.length\(\) < \(MAX\) \/ 16\);/,
    );
    assert.deepEqual(promised(inSet(body), meeting), { kind: "shard", shards: 16 });
    const small = inSet(
      "function f() external { require(set.length() < 2); set.add(msg.sender); }",
    );
    assert.match(advise(small, meeting)?.refactor ?? "", /^Leave set as it is: its bound \(2\)/);
  });

  it("is not split where the call enumerates, tells how many there are, or asks for the last", () => {
    for (const body of [
      "function f() external { if (set.length() > 0) pal[msg.sender] = set.at(uint256(uint160(msg.sender)) % set.length()); set.add(msg.sender); }",
      "function f() external { set.add(msg.sender); emit E(set.length()); }",
      "function f() external { set.add(msg.sender); } function h() external { require(set.length() > 1); set.remove(msg.sender); }",
      "function f() external { set.add(msg.sender); x = set.values().length; }",
    ]) {
      const functions = body.includes("remove") ? ["f", "h"] : ["f"];
      assert.equal(promised(inSet(body), { ...meeting, functions }), undefined, body);
    }
  });

  it("is split or done without where others ask, or nobody", () => {
    const counted = inSet(
      "function f() external { if (!set.contains(msg.sender)) set.add(msg.sender); } function h() external { x = set.length(); who = set.at(0); }",
    );
    assert.deepEqual(promised(counted, meeting), { kind: "shard", shards: 16 });
    const plain = inSet(
      "function f() external { require(set.add(msg.sender)); } function count() external view returns (uint256) { return set.length(); }",
    );
    assert.deepEqual(promised(plain, meeting), { kind: "remove" });
  });
});

describe("the list of ERC721Enumerable", () => {
  const nft = (body: string) =>
    `import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
     import {ERC721Enumerable} from "@openzeppelin/contracts/token/ERC721/extensions/ERC721Enumerable.sol";
     contract A is ERC721Enumerable { uint256 max = 1000; constructor() ERC721("A", "A") {} ${body} }`;
  const meeting: Meeting = {
    variable: "_allTokens",
    path: "_allTokens.length",
    functions: ["f"],
    into: ["storage"],
  };
  const options = { hasPackages: true };

  it("is not done without alone where ids or a bound come from how many there are", () => {
    const next = advise(
      nft("function f() external { _mint(msg.sender, totalSupply() + 1); }"),
      meeting,
      options,
    );
    assert.deepEqual([next?.rule, next?.confidence, next?.gain], ["array-push", "low", null]);
    assert.match(
      next?.refactor ?? "",
      /^Doing without ERC721Enumerable alone gains nothing: .* in the place of totalSupply\(\)\. Where ids need not tell how many there are:\nMake ids of the sender/,
    );
    const many = advise(
      nft(
        "function f(uint256 n) external { uint256 supply = totalSupply(); require(supply + n <= max); for (uint256 i = 1; i <= n; i++) _safeMint(msg.sender, supply + i); }",
      ),
      meeting,
      options,
    );
    assert.equal(many?.confidence, "low");
    assert.match(many.refactor, /and supply \+ n <= max is kept in another way, as a bound/);
    const bound = advise(
      nft(
        "function f(uint256 id) external { require(totalSupply() < max); _mint(msg.sender, id); }",
      ),
      meeting,
      options,
    );
    assert.equal(bound?.confidence, "low");
    assert.match(bound.refactor, /unless what hangs on it is kept in another way/);
  });

  it("is done without where callers name ids, and views alone count", () => {
    const finding = advise(
      nft(
        "function f(uint256 id) external { _mint(msg.sender, id); } function left() external view returns (uint256) { return max - totalSupply(); }",
      ),
      meeting,
      options,
    );
    assert.deepEqual([finding?.rule, finding?.confidence], ["array-push", "high"]);
    assert.match(finding?.refactor ?? "", /^Do without ERC721Enumerable, whose _allTokens/);
  });
});
