import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { advise, type AdviseOptions, type Meeting, promised } from "./support/advise.ts";

const meeting: Meeting = { variable: "next", functions: ["f"], into: ["log", "storage"] };

/** Ids of `next`, taken by `f`, under which somebody is stored in `who`. */
const withIds = (body: string, type = "uint256") =>
  `contract A { ${type} public next; mapping(${type} => address) public who; mapping(address => uint256) points;
    function f() external returns (${type} id) { id = next++; who[id] = msg.sender; } ${body} }`;

const saying = (body: string, options?: AdviseOptions) => {
  const finding = advise(body, meeting, options);
  return finding && { ...finding, text: finding.evidence.join("\n") };
};

describe("ids that are worked off in their order", () => {
  it("are no ids, whichever way the order is asked for", () => {
    for (const [type, body] of [
      // By an argument that is the next one.
      [
        "uint64",
        "uint64 done; function g(uint64 n) external { require(n == done + 1); require(who[n] != address(0)); done = n; }",
      ],
      [
        "uint64",
        "uint64 done; function g(uint64 n) external { if (who[n] == address(0) || n - 1 != done) revert(); done = n; }",
      ],
      [
        "uint256",
        "uint256 serving; function g(uint256 n) external { require(n == serving); delete who[n]; serving++; }",
      ],
      // None before another number.
      [
        "uint256",
        "uint256 upTo; function h(uint256 n) external { upTo = n; } function g(uint256 n) external { require(n <= upTo && who[n] == msg.sender); delete who[n]; }",
      ],
      [
        "uint256",
        "struct S { uint256 upTo; } S s; function h(uint256 n) external { s.upTo = n; } function g(uint256[] calldata ns) external { for (uint256 i; i < ns.length; i++) { require(ns[i] < s.upTo); delete who[ns[i]]; } }",
      ],
      // By where the next one is stored.
      ["uint256", "uint256 done; function g() external { delete who[done + 1]; done += 1; }"],
      [
        "uint256",
        "uint256 done; function g() external { uint256 n = done + 1; delete who[n]; done = n; }",
      ],
      // The one before must be gone.
      [
        "uint256",
        "function g(uint256 n) external { require(n == 0 || who[n - 1] == address(0)); delete who[n]; }",
      ],
      [
        "uint256",
        "function g(uint256 n) external { uint256 last = n - 1; require(who[last] == address(0)); delete who[n]; }",
      ],
    ] as const) {
      assert.equal(advise(withIds(body, type), meeting)?.rule, undefined, body);
    }
    const noted =
      "uint64 last; function g(uint64 n) external { require(who[n] != address(0)); delete who[n]; last = n; }";
    assert.equal(advise(withIds(noted, "uint64"), meeting)?.rule, "sequential-id");
  });

  it("nor is a number of the caller's, whose turn it is", () => {
    for (const [declared, store, asks] of [
      ["mapping(address => uint256) my;", "my[msg.sender] = ++next;", "my[msg.sender] == serving"],
      [
        "struct T { address by; uint256 no; } mapping(address => T) my;",
        "my[msg.sender] = T(msg.sender, ++next);",
        "my[msg.sender].no <= serving",
      ],
      [
        "struct T { address by; uint256 no; } mapping(address => T) my;",
        "my[msg.sender] = T({no: ++next, by: msg.sender});",
        "my[msg.sender].no == serving + 1",
      ],
      [
        "struct T { address by; uint256 no; } mapping(address => T) my;",
        "T storage t = my[msg.sender]; t.no = ++next;",
        "my[msg.sender].no == serving",
      ],
    ] as const) {
      const body = `contract A { uint256 next; uint256 serving; ${declared} event E(uint256);
        function f() external { ${store} emit E(next); }
        function g() external { require(${asks}); serving++; } }`;
      assert.equal(advise(body, meeting)?.rule, undefined, body);
      const others = body.replace(
        asks,
        asks.replace("no", "by").replace(/ [=<].*/, " != address(0)"),
      );
      if (asks.includes(".no"))
        assert.equal(advise(others, meeting)?.rule, "sequential-id", others);
    }
  });
});

describe("ids of which it matters how great they are", () => {
  const redeem = (amount: string) =>
    withIds(
      `function g(uint256 id) external { require(who[id] == msg.sender); points[msg.sender] += ${amount}; }`,
    );

  it("stay, and nothing is promised", () => {
    for (const amount of [
      "id < 100 ? 50 : 10",
      "id % 10 == 0 ? 20 : 10",
      "id / 100",
      "1000 - 2 * id",
      "id == 7 ? 1 : 0",
    ]) {
      const finding = saying(redeem(amount));
      assert.deepEqual([finding?.rule, finding?.confidence], ["sequential-id", "medium"], amount);
      assert.match(finding?.text ?? "", /matters later: g \(contracts\/A\.sol:4\) asks /, amount);
      assert.match(finding?.refactor ?? "", /^Leave next as it is: g /, amount);
      assert.equal(promised(redeem(amount), meeting), undefined, amount);
    }
    assert.match(saying(redeem("id < 100 ? 50 : 10"))?.text ?? "", /asks id < 100\./);
  });

  it("by way of other functions, views, and constants", () => {
    const early = "uint256 constant EARLY = 100;";
    for (const body of [
      `${early} function isEarly(uint256 id) public view returns (bool) { return who[id] != address(0) && id <= EARLY; }`,
      `${early} function _is(uint256 id) private pure returns (bool) { return id <= EARLY; } function g(uint256 id) external { require(who[id] == msg.sender && _is(id)); points[msg.sender]++; }`,
      `uint256 immutable early = 5; modifier only(uint256 id) { require(id < early); _; } function g(uint256 id) external only(id) { delete who[id]; }`,
      `function g(uint256[] calldata ids) external { for (uint256 i; i < ids.length; i++) { require(who[ids[i]] == msg.sender); if (ids[i] < 10) points[msg.sender]++; } }`,
      `struct R { uint256 id; uint256 n; } function g(R calldata r) external { require(who[r.id] == msg.sender); if (r.id < 10) points[msg.sender]++; }`,
    ]) {
      assert.match(saying(withIds(body))?.refactor ?? "", /^Leave next as it is/, body);
    }
  });

  it("in another contract that asks for them", () => {
    const body = withIds("function g(uint256 id) external { delete who[id]; }");
    const asking = (asks: string, how: string) =>
      `${body}
interface I { function who(uint256 id) external view returns (address); }
contract B { uint256 done; mapping(address => uint256) points;
  function look(${how}, uint256 id) external { require(a.who(id) == msg.sender); ${asks} } }`;
    for (const how of ["A a", "I a"]) {
      const early = saying(asking("points[msg.sender] += id < 100 ? 50 : 10;", how));
      assert.match(early?.refactor ?? "", /^Leave next as it is: look \(\S+\) asks id < 100/);
      assert.equal(saying(asking("require(id == done + 1); done = id;", how)), undefined);
      assert.equal(saying(asking("points[msg.sender]++;", how))?.confidence, "high");
    }
  });

  it("but it may be asked whether there is one, or whether it is another one", () => {
    for (const body of [
      "function g(uint256 id) external { require(id > 0 && id != 0 && id >= 1); delete who[id]; }",
      "uint256 chosen; function h(uint256 id) external { chosen = id; delete who[id]; } function g(uint256 id) external { require(id == chosen); delete who[id]; }",
      "mapping(address => uint256) mine; function g(uint256 id) external { require(mine[msg.sender] != id); mine[msg.sender] = id; delete who[id]; }",
      "function g(uint256[] calldata ids) external { for (uint256 i = 1; i < ids.length; i++) { require(ids[i] > ids[i - 1]); delete who[ids[i]]; } }",
      "mapping(uint256 => uint256) map; function g(uint256 id) external { require(map[id / 256] & (1 << (id % 256)) == 0); map[id >> 8] |= 1 << (id & 0xff); delete who[id]; }",
      "mapping(uint256 => uint256) of16; function g(uint256 id) external { of16[id % 16]++; delete who[id]; }",
      "function g(uint256 id) external { delete who[id]; } function page(uint256 from, uint256 n) external view returns (address[] memory all) { all = new address[](n); for (uint256 i = from; i < from + n; i++) all[i - from] = who[i]; }",
      "event Used(bytes32 h); function g(uint256 id) external { delete who[id]; emit Used(keccak256(abi.encode(id))); }",
      "function g(uint256 id, uint256 n) external { require(n < 100 && who[id] == msg.sender); points[msg.sender] += n * 2; }",
    ]) {
      const finding = saying(withIds(body));
      assert.deepEqual([finding?.rule, finding?.confidence], ["sequential-id", "high"], body);
      assert.deepEqual(promised(withIds(body), meeting), { kind: "remove" }, body);
    }
  });

  it("but of ranges all are given out, if not one after another", () => {
    const capped = (asks: string) =>
      `contract A { uint256 public next = 1; uint256 constant MAX = 5000; mapping(uint256 => address) who; mapping(address => uint256) points;
        function f() external { require(next <= MAX); uint256 id = next++; who[id] = msg.sender; }
        function g(uint256 id) external { require(who[id] == msg.sender); points[msg.sender] += ${asks}; } }`;
    for (const asks of ["id % 10 == 0 ? 2 : 1", "id <= MAX ? 2 : 1", "id <= 5000 ? 2 : 1"]) {
      assert.deepEqual(promised(capped(asks), meeting), { kind: "shard", shards: 16 }, asks);
    }
    const early = capped("id <= 100 ? 50 : 10");
    assert.match(saying(early)?.refactor ?? "", /^Leave next as it is/);
    assert.equal(promised(early, meeting), undefined);
  });
});

describe("how many ids there are", () => {
  it("asked by an id: with the place, and less sure", () => {
    const body = withIds(
      "function g(uint256 id) external { require(id < next, 'none'); points[who[id]]++; }",
    );
    const finding = saying(body);
    assert.deepEqual([finding?.rule, finding?.confidence], ["sequential-id", "medium"]);
    assert.match(finding?.text ?? "", /\ng \(contracts\/A\.sol:4\) asks by it whether there is/);
    assert.match(finding?.refactor ?? "", /\n\/\/ g \(contracts\/A\.sol:4\) needs another way/);
    assert.deepEqual(promised(body, meeting), { kind: "remove" });
    const view = body.replace("points[who[id]]++;", "").replace("external {", "external view {");
    const used = view.replace(
      "function g(",
      "function h(uint256 i) external { delete who[i]; } function g(",
    );
    assert.equal(saying(used)?.confidence, "high");
  });

  it("asked by another contract", () => {
    const body = withIds("function g(uint256 id) external { delete who[id]; }");
    const other =
      "contract B { uint256 n; function look(A a, uint256 id) external { require(id < a.next()); n++; } }";
    assert.equal(saying(body)?.confidence, "high");
    const finding = saying(`${body}\n${other}`);
    assert.equal(finding?.confidence, "medium");
    assert.match(finding.text, /B\.look asks by it whether/);
  });

  it("reckoned with: calls go on to meet there", () => {
    const body = withIds(
      "uint256 pot; function g(uint256 id) external { delete who[id]; points[msg.sender] += pot / next; }",
    );
    const finding = saying(body);
    assert.equal(finding?.confidence, "low");
    assert.match(finding.text, /g \(contracts\/A\.sol:4\) goes by how many there are/);
    assert.equal(promised(body, meeting), undefined);
  });

  it("by which one is picked, or all are gone through", () => {
    for (const body of [
      "function g(uint256 seed) external { points[who[seed % next]]++; }",
      "function g(uint256 seed) external { uint256 i = seed % next; points[who[i]]++; }",
      "function g() external { for (uint256 i; i < next; i++) points[who[i]]++; }",
      "function g() external { uint256 n = next; uint256 i; while (i < n) points[who[i++]]++; }",
    ]) {
      const finding = saying(withIds(body));
      assert.match(finding?.refactor ?? "", /^Leave next as it is: g \(\S+\) goes by/, body);
      assert.equal(promised(withIds(body), meeting), undefined, body);
    }
  });

  it("but not by functions of a token that take an id as calls name it", () => {
    const imported = 'import "@openzeppelin/contracts/token/ERC721/ERC721.sol";';
    const token = (body: string) =>
      `${imported} contract A is ERC721 { uint256 public next; constructor() ERC721("S", "S") {} ${body} }`;
    for (const taking of [
      "next++; _mint(msg.sender, next);",
      "_mint(msg.sender, next); next++;",
      "uint256 id = ++next; _safeMint(msg.sender, id);",
    ]) {
      const body = token(`function f() external { ${taking} }`);
      assert.deepEqual(promised(body, meeting), { kind: "remove" }, taking);
      const early = `${taking} } uint256 x; function g(uint256 id) external { require(ownerOf(id) == msg.sender); x += id < 100 ? 5 : 1;`;
      assert.equal(promised(token(`function f() external { ${early} }`), meeting), undefined);
    }
  });

  it("shown by a view of the last one: they stay, as no other id is the last", () => {
    const feed =
      "contract A { uint256 public next; mapping(uint256 => address) who; mapping(address => uint256) n; function f() external { next++; who[next] = msg.sender; n[msg.sender]++; }";
    for (const body of [
      withIds("function last() external view returns (address) { return who[next - 1]; }"),
      withIds(
        "function last() public view returns (address a) { uint256 i = _last(); a = who[i]; } function _last() private view returns (uint256) { return next - 1; }",
      ),
      `${feed} function last() external view returns (uint256, address) { return (next, who[next]); } }`,
      `${feed} function last() external view returns (address) { return who[next]; } }
interface I { function last() external view returns (address); } contract B { address public seen; function look(I a) external { seen = a.last(); } }`,
    ]) {
      const finding = saying(body);
      assert.deepEqual([finding?.rule, finding?.confidence], ["sequential-id", "medium"], body);
      assert.match(finding?.refactor ?? "", /^Leave next as it is: last \(\S+\) tells of the last/);
      assert.doesNotMatch((finding?.refactor ?? "").split("\n")[0] ?? "", /needs another way/);
      assert.equal(promised(body, meeting), undefined, body);
    }
    const random =
      "function any(uint256 seed) external view returns (address) { return who[seed % next]; }";
    assert.match(saying(withIds(random))?.refactor ?? "", /^Leave next as it is: any /);
  });

  it("up to which a view goes: with the place, and less sure", () => {
    const body = withIds(
      "function all(address by) external view returns (uint256 k) { for (uint256 i; i < next; i++) if (who[i] == by) k++; }",
    );
    const finding = saying(body);
    assert.deepEqual([finding?.rule, finding?.confidence], ["sequential-id", "medium"]);
    assert.match(
      finding?.text ?? "",
      /\nall \(contracts\/A\.sol:4\) goes through all ids up to it\./,
    );
    assert.match(finding?.refactor ?? "", /\n\/\/ all \(\S+\) goes through ids up to next, which /);
  });
});

describe("a number that is more than an id", () => {
  it("stays, and nothing is made instead of it", () => {
    const body =
      "contract A { uint256 public next; mapping(address => uint256) number; mapping(address => uint256) points; function f() external { number[msg.sender] = ++next; points[msg.sender] = next <= 100 ? 500 : 100; } }";
    const finding = saying(body);
    assert.equal(finding?.rule, "sequential-id");
    assert.match(
      finding.refactor,
      /^Other ids alone gain nothing: calls still meet at next for what else hangs on it/,
    );
    assert.doesNotMatch(finding.refactor, /instead of next/);
  });
});
