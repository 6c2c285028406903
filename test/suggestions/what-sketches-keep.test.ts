import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { compile } from "../slot-naming/support/compile.ts";
import { advise, FILE } from "./support/advise.ts";

describe("the sketch of a lock", () => {
  const lock = (body: string) =>
    advise(
      `contract A { ${body} mapping(address => uint256) b; function f() external lock { b[msg.sender]++; } }`,
      { variable: "unlocked", functions: ["f"], engines: ["key-based"], into: null },
    )?.refactor ?? "";

  it("turns one round that is open where it holds something, and keeps what it says", () => {
    const own = lock(
      'uint256 unlocked = 1; modifier lock() { require(unlocked == 1, "LOCKED"); unlocked = 0; _; unlocked = 1; } function safe() external view returns (uint256) { require(unlocked == 1); return b[msg.sender]; }',
    );
    assert.deepEqual(own.split("\n"), [
      "bool private transient _locked; // solc 0.8.28, and no initial value: false is open",
      'require(!_locked, "LOCKED");',
      "_locked = true; // instead of unlocked = 0",
      "// …",
      "_locked = false; // instead of unlocked = 1",
      "// Where safe reads unlocked: !_locked is what 1 was.",
    ]);
    const other = lock(
      "error Locked(); uint8 constant OPEN = 1; uint8 unlocked = OPEN; modifier lock() { if (unlocked != OPEN) revert Locked(); unlocked = 2; _; unlocked = OPEN; }",
    );
    assert.match(
      other,
      /\nif \(_locked\) revert Locked\(\);\n_locked = true; \/\/ instead of unlocked = 2\n/,
    );
  });

  it("leaves the rest as it is where it is open with nothing", () => {
    const own = lock(
      'uint8 unlocked; modifier lock() { require(unlocked == 0, "LOCKED"); unlocked = 1; _; unlocked = 0; }',
    );
    assert.deepEqual(own.split("\n"), [
      "uint8 private transient unlocked; // solc 0.8.28, and no initial value: 0 is open",
      "// All else stays as it is.",
    ]);
  });
});

describe("the sketch of a list", () => {
  const list = (body: string) =>
    advise(
      `contract A { struct Rec { address who; uint256 what; } Rec[] recs; uint256 count; mapping(address => uint256) placeOf; event E(uint256 at); ${body} function g(uint256 i) external { delete recs[i]; } }`,
      { variable: "recs", path: "recs.length", functions: ["f"], into: ["storage"] },
    )?.refactor ?? "";

  it("says what holds places of its entries", () => {
    const plain = list("function f() external { recs.push(Rec(msg.sender, 1)); }");
    assert.match(plain, /\.push\(Rec\(msg\.sender, 1\)\);$/);
    const kept = list(
      "constructor() { recs.push(); } function f() external { require(placeOf[msg.sender] == 0); recs.push(Rec(msg.sender, 1)); placeOf[msg.sender] = recs.length - 1; }",
    );
    assert.match(
      kept,
      /\n\/\/ placeOf has a place of it: .* place 0 is there once in each\.\n\/\/ What the constructor pushes to recs, each part begins with\.$/,
    );
    assert.doesNotMatch(kept, /\.push\(\);/);
    const counted = list(
      "function f() external { recs.push(Rec(msg.sender, 1)); count = recs.length; }",
    );
    assert.match(counted, /\n\/\/ count is set from its length: calls go on to meet there/);
  });

  it("has a line that writes where an entry is pushed empty", () => {
    const empty = list(
      "function f(uint256 n) external { recs.push(); Rec storage r = recs[recs.length - 1]; r.what = n; emit E(recs.length - 1); }",
    );
    assert.match(
      empty,
      /\nrecs\[uint160\(msg\.sender\) % 16\]\.push\(\); \/\/ and what is written/,
    );
    assert.match(empty, /\n\/\/ Where a place of it is told or handed on, so is the part\.$/);
  });
});

describe("the sketch of a sum in parts", () => {
  it("says what the number begins with", () => {
    const sum = (declared: string, more = "") =>
      advise(
        `contract A { ${declared} mapping(address => uint256) got; ${more} function f(uint256 n) external { unchecked { total += n; } got[msg.sender] = n; } }`,
        { variable: "total", functions: ["f"], verdict: "commutative", into: [] },
      );
    const begun = sum("uint256 public total = 100;");
    assert.match(
      begun?.refactor ?? "",
      /\n\/\/ total begins with 100: in the constructor one part has to be set to it\.$/,
    );
    assert.doesNotMatch(sum("uint256 public total;")?.refactor ?? "", /begins with/);
  });
});

describe("the sketch of epochs", () => {
  const staking = (check: string) =>
    advise(
      `contract A { uint256 total; uint256 most = 1e24; mapping(address => uint256) st; uint256 rpt; uint256 last; mapping(address => uint256) paid; mapping(address => uint256) rew;
        modifier upd() { if (total > 0) rpt += (block.timestamp - last) * 1e18 / total; last = block.timestamp; rew[msg.sender] += st[msg.sender] * (rpt - paid[msg.sender]) / 1e18; paid[msg.sender] = rpt; _; }
        function f(uint256 n) external upd { ${check} st[msg.sender] += n; total += n; }
        function g(uint256 n) external upd { st[msg.sender] -= n; total -= n; } }`,
      { variable: "total", functions: ["f", "g"], into: ["status", "storage"] },
    );

  it("keeps the bound of the total", () => {
    const bound = staking('require(total + n <= most, "full");');
    assert.deepEqual([bound?.rule, bound?.confidence], ["staking-accumulator", "medium"]);
    assert.match(
      bound?.refactor ?? "",
      /\nrequire\(_waiting\[.*\] \+ n <= \(most - total\) \/ 16\);/,
    );
    assert.match(bound?.evidence.join(" ") ?? "", /total has a bound, too \(total \+ n <= most\)/);
    const left = staking("require(n <= most - total);");
    assert.match(left?.refactor ?? "", /\+ n <= \(most - total\) \/ 16\);/);
  });

  it("has none where there is none", () => {
    const free = staking("require(n > 0);");
    assert.deepEqual([free?.rule, free?.confidence], ["staking-accumulator", "high"]);
    assert.doesNotMatch(free?.refactor ?? "", /require/);
  });
});

describe("an entry that several draw on", () => {
  const deposits = (body: string, into: readonly string[] = ["status"]) =>
    advise(
      `contract A { mapping(address => uint256) deposits; mapping(address => uint256) nonceOf; ${body} }`,
      {
        variable: "deposits",
        path: "deposits[arg:sponsor]",
        functions: ["f"],
        into,
        own: "-1",
        inSuite: true,
      },
    );

  it("may be asked whether there is enough", () => {
    const sponsor = deposits(
      'function f(address sponsor, uint256 gas_) external { nonceOf[msg.sender]++; require(deposits[sponsor] >= gas_, "AA31"); deposits[sponsor] -= gas_; }',
    );
    assert.deepEqual([sponsor?.rule, sponsor?.confidence], ["hot-key", "low"]);
    const [mapping = "", ...lines] = (sponsor?.refactor ?? "").split("\n");
    assert.deepEqual(lines.slice(0, 1), ["// what is put in is dealt out to all parts"]);
    assert(lines.includes("uint256 left = gas_;"));
    assert.match(lines.at(-2) ?? "", /^require\(left == 0\);/);
    assert.match(lines.at(-1) ?? "", /^\/\/ What is gained hangs on how much is put in: /);
    compile({
      [FILE]: `// SPDX-License-Identifier: MIT\npragma solidity ^0.8.20;\ncontract A { ${mapping}\nfunction f(address sponsor, uint256 gas_) external returns (uint256 sum) { ${lines.join("\n")}\n} }`,
    });
  });

  it("is not told of where more hangs on it", () => {
    const asking =
      "function f(address sponsor, uint256 gas_) external { require(deposits[sponsor] >= gas_); deposits[sponsor] -= gas_; }";
    assert.equal(deposits(asking, ["log", "status"]), undefined);
    // Another bound than that there is enough, and another account's.
    for (const body of [
      "function f(address sponsor, uint256 gas_) external { require(deposits[sponsor] >= gas_ + 5); deposits[sponsor] -= gas_; }",
      "function f(address sponsor, uint256 gas_) external { require(deposits[sponsor] + gas_ <= 90); deposits[sponsor] += gas_; }",
      "function f(address sponsor, uint256 gas_) external { require(deposits[msg.sender] >= gas_); deposits[msg.sender] -= gas_; deposits[sponsor] += gas_; }",
    ]) {
      assert.notEqual(deposits(body)?.rule, "hot-key", body);
    }
  });
});

describe("deciding-total", () => {
  it("is told of no owner of an entry, and of no bits in a loop", () => {
    const total = (body: string) =>
      advise(
        `contract A { uint256 total; mapping(uint256 => address) ownerOf; mapping(uint256 => bytes32) nodes; mapping(address => uint256) b; ${body} }`,
        { variable: "total", functions: ["f"], into: ["status", "storage"] },
      )?.rule;
    assert.equal(
      total(
        "function f() external { if (total >= 5) b[msg.sender] = 7; total++; b[msg.sender]++; }",
      ),
      "deciding-total",
    );
    for (const body of [
      "function f(uint256 n) external { total += n; address was = ownerOf[total]; if (was != address(0)) b[was]--; b[msg.sender]++; }",
      "function f(uint256 n) external { total += n; uint256 at = total; for (uint256 i; i < 8; i++) { if (at % 2 == 1) nodes[i] = bytes32(n); at /= 2; } }",
    ]) {
      assert.equal(total(body), undefined, body);
    }
  });
});
