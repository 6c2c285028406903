import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { compile } from "../slot-naming/support/compile.ts";
import { advise, FILE, type Meeting, promised } from "./support/advise.ts";

const meeting: Meeting = { variable: "sold", functions: ["f"], into: ["log", "status", "storage"] };
const inA = (body: string) =>
  `contract A { event E(address who, uint256 n); uint256 public sold; uint256 x; mapping(address => uint256) keys; mapping(uint256 => address) ownerOf; ${body} }`;

describe("a number that is reckoned with is no id", () => {
  it("as a price is inherent", () => {
    for (const body of [
      "function f() external payable { uint256 p = 1 gwei + sold * 1 gwei; require(msg.value >= p); sold += 1; emit E(msg.sender, p); }",
      "function f() external payable { uint256 cost = _cost(); if (msg.value < cost) revert(); sold++; payable(msg.sender).transfer(msg.value - cost); } function _cost() private view returns (uint256) { return 1 gwei * (100 + sold) / 100; }",
      "function f() external payable { uint256 p = sold ** 2; require(msg.value >= p); ownerOf[sold++] = msg.sender; }",
    ]) {
      const finding = advise(inA(body), meeting);
      assert.equal(finding?.rule, "deciding-total", body);
      assert.equal(finding.isInherent, true);
    }
  });

  it("as a mean, a share, or what halves", () => {
    for (const body of [
      "function f(uint256 s) external { keys[msg.sender] = s; sold += 1; x = s / sold; }",
      "function f() external { sold += 1; keys[msg.sender] = x / sold; }",
      "function f() external { keys[msg.sender] = x / ++sold; }",
      "function f() external { uint256 r = 1e18 >> (sold / 1000); sold++; keys[msg.sender] += r; }",
      "function f() external { uint256 r = 1 << sold; sold++; keys[msg.sender] += r; }",
      "function f() external returns (uint256 r) { sold++; r = 10; r *= sold; }",
    ]) {
      assert.equal(advise(inA(body), meeting)?.rule, undefined, body);
    }
  });

  it("but several at once, that a loop deals out, are ids", () => {
    const dealing = (body: string) => advise(inA(body), meeting);
    const batch = dealing(
      "uint256 constant MAX = 9600; function f(uint256 n) external { uint256 id = sold; require(id + n <= MAX); sold = id + n; for (uint256 i = 1; i <= n; i++) give(id + i); } function give(uint256 id) private { require(ownerOf[id] == address(0)); ownerOf[id] = msg.sender; }",
    );
    assert.equal(batch?.rule, "sequential-id");
    assert.match(batch.message, /takes the next numbers from sold/);
    assert.match(
      batch.refactor,
      /\nrequire\(_soldOf\[part\] \+ n <= room\);.*\nuint256 id = part \* room \+ _soldOf\[part\];.*\n_soldOf\[part\] \+= n;$/,
    );
    const free = dealing(
      "function f(uint256 n) external { for (uint256 i; i < n; i++) ownerOf[sold + i] = msg.sender; sold += n; }",
    );
    assert.equal(free?.rule, "sequential-id");
    assert.match(
      free.refactor,
      /\| _soldOf\[msg\.sender\]; \/\/ the first of n\n_soldOf\[msg\.sender\] \+= uint96\(n\);$/,
    );
    // An amount that is the key of one entry only, and one that others take back.
    assert.notEqual(
      dealing("function f(uint256 n) external { ownerOf[sold] = msg.sender; sold += n; }")?.rule,
      "sequential-id",
    );
    assert.notEqual(
      dealing(
        "function f(uint256 n) external { for (uint256 i; i < n; i++) ownerOf[sold + i] = msg.sender; sold += n; } function g(uint256 n) external { sold -= n; }",
      )?.rule,
      "sequential-id",
    );
  });

  it("but moved, packed, or with a constant added it is", () => {
    for (const key of ["sold++", "1000 + sold++", "(sold++ << 96) | 7", "uint64(sold++)"]) {
      const body = inA(
        `function f() external { ownerOf[${key}] = msg.sender; } function g(uint256 i) external { delete ownerOf[i]; }`,
      );
      const finding = advise(body, meeting);
      // Of long ids the upper bits would be lost.
      const isCut = /<<|uint64/.test(key);
      const confidence = isCut ? "low" : "high";
      assert.deepEqual([finding?.rule, finding?.confidence], ["sequential-id", confidence], key);
      const remedy = isCut ? { kind: "shard", shards: 16 } : { kind: "remove" };
      assert.deepEqual(promised(body, meeting), remedy, key);
    }
  });

  it("what also decides a price promises nothing", () => {
    const body = inA(
      `function cost() public view returns (uint256) { if (sold < 3) return 1 gwei; return 2 gwei; }
       function f() external payable { require(msg.value >= cost()); ownerOf[sold++] = msg.sender; }
       function g(uint256 i) external { delete ownerOf[i]; }`,
    );
    const finding = advise(body, meeting);
    assert.deepEqual([finding?.rule, finding?.confidence], ["sequential-id", "low"]);
    assert.match(finding?.evidence.join(" ") ?? "", /decides what the call does \(sold < 3\)/);
    assert.equal(promised(body, meeting), undefined);
  });
});

describe("ids with a bound", () => {
  const capped = (max: string, type = "uint256", take = "id = ++sold;") =>
    `contract A { ${type} public sold; mapping(uint256 => address) ownerOf;
      function f() external returns (${type} id) { require(sold < ${max}); ${take} ownerOf[id] = msg.sender; }
      function g(uint256 i) external { delete ownerOf[i]; } }`;

  it("are dealt out in ranges, which keeps the bound", () => {
    const finding = advise(capped("10000"), meeting);
    assert.deepEqual([finding?.rule, finding?.confidence], ["sequential-id", "medium"]);
    assert.match(finding?.evidence.join(" ") ?? "", /It has a bound, too \(sold < 10000\)/);
    assert.match(finding?.refactor ?? "", /part \* room \+ \+\+_soldOf\[part\];$/);
    assert.deepEqual(promised(capped("10000"), meeting), { kind: "shard", shards: 16 });
    assert.deepEqual(promised(capped("10"), meeting), { kind: "shard", shards: 5 });
    assert.equal(promised(capped("3"), meeting), undefined);
  });

  it("by a sketch that compiles, and begins where ids did", () => {
    for (const [type, take, next] of [
      ["uint256", "id = ++sold;", "++_soldOf[part]"],
      ["uint64", "id = sold++;", "_soldOf[part]++"],
      ["uint32", "id = sold; sold += 1;", "_soldOf[part]++"],
      ["uint256", "sold += 1; id = sold;", "++_soldOf[part]"],
    ] as const) {
      const sketch = (advise(capped("10000", type, take), meeting)?.refactor ?? "").split("\n");
      const [, mapping = "", ...lines] = sketch;
      assert(lines.at(-1)?.endsWith(`${next};`), sketch.join("\n"));
      compile({
        [FILE]: `// SPDX-License-Identifier: MIT\npragma solidity ^0.8.20;\ncontract A { ${mapping} function f() external { ${lines.join("\n")} } }`,
      });
    }
  });

  it("begin with one where the number does", () => {
    const body = capped("10000", "uint64", "id = sold++;").replace("sold;", "sold = 1;");
    const refactor = advise(body, meeting)?.refactor ?? "";
    assert.match(refactor, /\* room \+ \+\+_soldOf\[part\];\n/);
    assert.match(refactor, /room = uint64\(\(10000 - 1\) \/ 16\);\n/);
    assert.match(refactor, /\n\/\/ The 15 that the division leaves over nobody can take\.$/);
  });

  it("are left alone where calls of users move the bound", () => {
    const moving = (more: string) =>
      capped("10000")
        .replace("10000", "room")
        .replace("uint256 public sold;", `uint256 public sold; uint256 room; ${more}`);
    assert.equal(
      advise(moving("function h(uint256 n) external { room += n; }"), meeting),
      undefined,
    );
    const set = "function h(uint256 n) external { room = n; }";
    assert.equal(advise(moving(set), meeting)?.rule, "sequential-id");
    const raised = { ...meeting, notForUsers: ["h"] };
    const owner = moving("function h(uint256 n) external { room += n; }");
    assert.deepEqual(promised(owner, raised), { kind: "shard", shards: 16 });
  });

  it("do not count what is looked up under them, nor a bound from below", () => {
    for (const check of ["require(ownerOf[id] != address(7));", "require(id > 0);"]) {
      const body = capped("10000")
        .replace("require(sold < 10000);", "")
        .replace(" ownerOf[id] =", ` ${check} ownerOf[id] =`);
      assert.deepEqual(promised(body, meeting), { kind: "remove" }, check);
    }
  });
});
