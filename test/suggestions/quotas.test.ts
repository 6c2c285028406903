import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { advise, type Meeting, promised } from "./support/advise.ts";

/** Whether it is a quota that one function draws on, where other values decide on nothing but its success. */
function isQuota(body: string): boolean {
  const finding = advise(
    `contract A {
      uint256 constant MAX = 100; uint256 immutable GOAL = 9; uint256 limit = 5; uint256 total;
      mapping(uint256 => uint256) limitOf;
      error No();
      ${body}
    }`,
    { variable: "total", functions: ["f"], into: ["status"] },
  );
  return finding?.rule === "cap";
}

describe("cap", () => {
  it("is a bound that is stored, or written in the code", () => {
    const bodies = [
      "function f(uint256 n) external { require(total + n <= MAX); total += n; }",
      "function f(uint256 n) external { if (GOAL < total + n) revert No(); total += n; }",
      "function f(uint256 id) external { require(!(total >= limitOf[id])); total++; }",
      "function f() external { if (total != limit) { total++; } else revert No(); }",
      "function f() external { uint256 next = total + 1; require(limit * 2 > next); total += 1; }",
    ];
    for (const body of bodies) assert(isQuota(body), body);
  });

  it("is what is left, where as much is taken as it is compared with", () => {
    const bodies = [
      "function f(uint256 n) external { require(n <= MAX - total); total += n; }",
      "function f() external payable { if (limit - total < msg.value) revert No(); total += msg.value; }",
      "constructor() { total = 90; } function f(uint256 n) external { require(total >= n); total -= n; }",
      "constructor(uint256 n) { total = n; } function f() external { require(total > 0); total -= 1; }",
    ];
    for (const body of bodies) assert(isQuota(body), body);
  });

  it("is no price, no minimum, and nothing that a caller or the block says", () => {
    const bodies = [
      "function f() external payable { require(msg.value >= total * 7 + 1); total++; }",
      "function f(uint256 most) external { uint256 cost = 3 * total; if (cost > most) revert No(); total++; }",
      "function f(uint256 n, uint256 most) external { require(most * 2 >= total * n); total += n; }",
      "function f() external { require(total < block.timestamp); total++; }",
      "function f(uint256 n) external { require(total + n >= MAX); total += n; }",
      "function f() external payable { require(total / 100 <= msg.value); total += msg.value; }",
      "function f(uint256 n) external { for (uint256 i; i < 3; i++) n = n + i; require(total < n); total++; }",
    ];
    for (const body of bodies) assert(!isQuota(body), body);
  });

  it("is not what a transfer checks that now and then moves all of it", () => {
    const token = (update: string) =>
      `mapping(address => uint256) balances; address wallet;
       function transfer(address to, uint256 v) external { _update(msg.sender, to, v); }
       function f(address to, uint256 v) external { total += v / 100; _update(msg.sender, to, v);
         if (total >= limit) { uint256 all = total; total = 0; _update(address(this), wallet, all); } }
       function _update(address from, address to, uint256 v) private { ${update} }`;
    const moving = "balances[from] -= v; balances[to] += v;";
    for (const check of [
      `uint256 has = balances[from]; if (has < v) revert No(); ${moving}`,
      `require(balances[to] + v <= MAX); ${moving}`,
    ]) {
      assert(!isQuota(token(check)), check);
    }
  });

  it("has a bound that calls of users do not move", () => {
    const quota = (bound: string, other: string) =>
      isQuota(
        `uint256 room; uint256[] list; ${other}
         function f(uint256 n) external { require(total + n <= ${bound}); total += n; }`,
      );
    assert(quota("room", "function g(uint256 n) external { room = n; }"));
    assert(quota("room", "constructor() { room += 5; }"));
    assert(quota("list.length", "constructor() { list.push(7); }"));
    assert(!quota("room", "function g(uint256 n) external { room += n; }"));
    assert(!quota("room / 2", "function g() external { room--; }"));
    assert(!quota("list.length", "function g(uint256 n) external { list.push(n); }"));
  });

  it("may be checked by a function that all of it is passed to", () => {
    for (const check of [
      "_check(total + n); total += n; } function _check(uint256 sum) private view { require(sum <= MAX); }",
      "require(_sum(total, n) <= MAX); total += n; } function _sum(uint256 a, uint256 b) private pure returns (uint256) { return a + b; }",
    ]) {
      assert(isQuota(`function f(uint256 n) external { ${check}`), check);
    }
  });

  it("is dealt out to as many as it has room for, or to nobody", () => {
    const at = (max: string, add = "1") => {
      const body = `contract A { uint256 constant MAX = ${max}; uint256 total; function f() external { require(total + ${add} <= MAX); total += ${add}; } }`;
      const meeting = { variable: "total", functions: ["f"], into: ["status"] };
      return [promised(body, meeting), advise(body, meeting)?.refactor] as const;
    };
    const [ten, sketch = ""] = at("10");
    assert.deepEqual(ten, { kind: "shard", shards: 5 });
    assert.match(
      sketch,
      /^uint256\[5\] private _totalBuckets;.*\nrequire\(.* % 5\] \+ 1 <= \(MAX\) \/ 5\);/,
    );
    assert.deepEqual(at("1000")[0], { kind: "shard", shards: 16 });
    assert.deepEqual(at("1 ether", "0.1 ether")[0], { kind: "shard", shards: 5 });
    const [none, text = ""] = at("3");
    assert.equal(none, undefined);
    assert.match(text, /too small to be dealt out/);
  });

  it("that is set back to nothing is given back by nobody", () => {
    const sketchOf = (other: string) =>
      advise(
        `contract A { uint256 total; uint256 day; uint256 limit = 100; mapping(address => uint256) got;
          function f(uint256 n) external { ${other} require(total + n <= limit); total += n; got[msg.sender] += n; }
          function back(uint256 n) external { ${other === "" ? "got[msg.sender] -= n; total -= n;" : ""} day = n; } }`,
        { variable: "total", functions: ["f"], into: ["status"] },
      )?.refactor ?? "";
    const daily = sketchOf(
      "if (block.timestamp / 1 days != day) { day = block.timestamp / 1 days; total = 0; }",
    );
    assert.match(
      daily,
      /\ndelete _totalBuckets; \/\/ where total is set back to nothing: 16 slots then, and not one\n/,
    );
    assert.doesNotMatch(daily, /given back/);
    assert.match(sketchOf(""), /\/\/ What is given back goes into the bucket/);
  });

  it("says that a call may take more than a part holds, the more so where one did", () => {
    const said = (taken: string, own?: string) =>
      advise(
        `contract A { uint256 constant LIMIT = 1000; uint256 total; mapping(address => uint256) got;
          function f(uint256 n) external { require(total + ${taken} <= LIMIT); total += ${taken}; got[msg.sender] += ${taken}; } }`,
        {
          variable: "total",
          functions: ["f"],
          into: ["status"],
          ...(own === undefined ? {} : { own }),
        },
      );
    const free = said("n");
    assert.deepEqual([free?.rule, free?.confidence], ["cap", "medium"]);
    assert.match(
      free?.refactor ?? "",
      /^\/\/ One call .* a bucket holds: where n is more, it fails/m,
    );
    assert.equal(said("n", "62")?.confidence, "medium");
    const much = said("n", "900");
    assert.equal(much?.confidence, "low");
    assert.match(
      much.refactor,
      /\/\/ A\.f has taken 900 at once .* a bucket holds 62: such a call/,
    );
    const known = said("5");
    assert.equal(known?.confidence, "high");
    assert.doesNotMatch(known.refactor, /One call|at once/);
  });

  it("may be a member of a struct, of a namespace, or of an entry that several users name", () => {
    const member = advise(
      `contract A { struct Sale { uint256 sold; uint256 cap; } Sale sale;
        function f(uint256 n) external { require(sale.sold + n <= sale.cap); sale.sold += n; } }`,
      { variable: "sale", path: "sale.sold", functions: ["f"], into: ["status"] },
    );
    assert.equal(member?.rule, "cap");
    assert.match(member.message, /draws on sale\.sold/);
    assert.match(member.refactor, /_saleSoldBuckets\[.*\] \+ n <= \(sale\.cap\) \/ 16/);
    const namespace = advise(
      `contract A {
        /// @custom:storage-location erc7201:a.cap
        struct CapStorage { uint256 supply; uint256 x; }
        uint256 constant MAX = 1e24;
        function _s() private pure returns (CapStorage storage $) { assembly { $.slot := 0xb434e67ffe3d7a13c63c710614b5403f3580bd86ac8b3886c085a1c1c8b5db00 } }
        function f(uint256 n) external { CapStorage storage $ = _s(); require($.supply + n <= MAX); $.supply += n; } }`,
      { variable: "CapStorage", path: "CapStorage.supply", functions: ["f"], into: ["status"] },
    );
    assert.equal(namespace?.rule, "cap");
    assert.match(
      namespace.refactor,
      /^uint256\[16\] _supplyBuckets; .*\n.*\nrequire\(\$\._supplyBuckets\[/,
    );
    const entry = (inSuite: boolean) =>
      advise(
        `contract A { struct Sale { uint256 sold; uint256 cap; } mapping(uint256 => Sale) sales;
          function f(uint256 id, uint256 n) external { Sale storage s = sales[id]; require(s.sold + n <= s.cap); s.sold += n; } }`,
        {
          variable: "sales",
          path: "sales[arg:id].sold",
          functions: ["f"],
          into: ["status"],
          inSuite,
        },
      );
    assert.equal(entry(true)?.rule, "cap");
    assert.match(
      entry(true)?.refactor ?? "",
      /^mapping\(uint256 => uint256\[16\]\) private _salesSoldBuckets; .*\nrequire\(_salesSoldBuckets\[id\]\[/,
    );
    assert.equal(entry(false), undefined);
  });
});

describe("a quota of which something else asks how far it has come", () => {
  const said = (other: string, more: Partial<Meeting> = {}, buy = BUY) => {
    const body = `contract A { uint256 constant CAP = 8000; uint256 constant GOAL = 4000; uint256 limit; uint256 sold; uint256 left = 8000; bool open; uint256 x; mapping(address => uint256) got; address owner; ${buy} ${other} }`;
    const meeting: Meeting = { variable: "sold", functions: ["f", "g"], into: ["status"], ...more };
    const finding = advise(body, meeting);
    assert.equal(finding?.rule, "cap", other);
    return { ...finding, remedy: promised(body, meeting) };
  };
  const BUY =
    "function f(uint256 n) external { require(sold + n <= CAP); sold += n; got[msg.sender] += n; }";

  it("stays one number", () => {
    for (const [other, comparison] of [
      ["function g() external { require(sold == CAP); open = true; }", "sold == CAP"],
      ["function g() external { if (sold < CAP) revert(); open = true; }", "sold < CAP"],
      ["function g() external { require(sold >= GOAL); open = true; }", "sold >= GOAL"],
      ["function g() external { require(CAP - sold == 0); open = true; }", "CAP - sold == 0"],
      ["function g() external { if (sold >= GOAL) open = true; x++; }", "sold >= GOAL"],
      [
        "function isFull() public view returns (bool) { return sold >= CAP; } function g() external { require(isFull()); open = true; }",
        "sold >= CAP",
      ],
      [
        "modifier full() { require(sold == CAP); _; } function g() external full { open = true; }",
        "sold == CAP",
      ],
    ] as const) {
      const { confidence, refactor, remedy } = said(other);
      assert.deepEqual([confidence, remedy], ["medium", undefined], other);
      assert(refactor.startsWith("Leave sold as it is, unless A.g can do without"), refactor);
      assert(refactor.includes(`(${comparison})`), refactor);
    }
    const buy =
      "function f(uint256 n) external { require(left >= n); left -= n; got[msg.sender] += n; }";
    const empty = "function g() external { require(left == 0); open = true; }";
    assert.equal(said(empty, { variable: "left", own: "-1" }, buy).remedy, undefined);
  });

  it("does not where it is only shown, or asked by those who draw, or whether there is any", () => {
    for (const other of [
      "function isFull() public view returns (bool) { return sold == CAP; }",
      "function g(uint256 n) external { require(sold + n <= 2 * GOAL); sold += n; }",
      "function g() external { require(sold > 0); open = true; }",
      "function g(uint256 n) external { require(got[msg.sender] >= n && sold >= n); sold -= n; got[msg.sender] -= n; }",
      "function g(uint256 l) external { require(msg.sender == owner && l >= sold); limit = l; }",
      "function g() external { open = got[msg.sender] > GOAL; }",
    ]) {
      assert.deepEqual(said(other).remedy, { kind: "shard", shards: 16 }, other);
    }
  });
});
