import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { compile } from "../slot-naming/support/compile.ts";
import { advise, FILE, promised } from "./support/advise.ts";

const contract = (body: string) =>
  `contract A { uint256 constant CAP = 96000; uint256 public sold; mapping(address => uint256) public got; mapping(address => bool) public has; address owner; uint256 public max; ${body} }`;

const meeting = { variable: "sold", functions: ["f"], into: ["status"] };

/** What is said of `sold`. */
function said(body: string, notForUsers: readonly string[] = []) {
  return advise(contract(body), { ...meeting, notForUsers });
}

/** The bound of a sketch for it, undefined where there is none. */
function boundIn(body: string, notForUsers: readonly string[] = []): string | undefined {
  const finding = said(body, notForUsers);
  return finding?.rule === "cap" ? /<= \((.*)\) \/ 16\)/.exec(finding.refactor)?.[1] : undefined;
}

const TAKE = "sold += n; got[msg.sender] += n;";

describe("the bound of a quota", () => {
  it("is the other number of what is left, by whatever way it is written", () => {
    for (const body of [
      `function f(uint256 n) external { require(n <= CAP - sold); ${TAKE} }`,
      `function f(uint256 n) external { require(sold <= CAP - n); ${TAKE} }`,
      `function f(uint256 n) external { require(CAP >= n + sold && n > 0); ${TAKE} }`,
      `function f(uint256 n) external { if (n == 0 || n > left()) revert(); ${TAKE} } function left() public view returns (uint256) { return CAP - sold; }`,
      `function f(uint256 n) external { require(n <= left()); ${TAKE} } function left() public view returns (uint256) { return sold >= CAP ? 0 : CAP - sold; }`,
      `function f(uint256 n) external { require(n <= left()); ${TAKE} } function left() public view returns (uint256) { if (sold >= CAP) return 0; return CAP - sold; }`,
      `function f(uint256 n) external { uint256 left = CAP - sold; require(left >= n); ${TAKE} }`,
      `function f(uint256 n) external { _check(n, CAP - sold); ${TAKE} } function _check(uint256 n, uint256 left) private pure { require(n <= left); }`,
      `function f(uint256 n) external { ${TAKE} require(sold <= CAP); }`,
      "function f() external { require(CAP - sold >= 1); sold++; has[msg.sender] = true; }",
      "function f() external { require(sold != CAP); sold++; has[msg.sender] = true; }",
    ]) {
      assert.equal(boundIn(body), "CAP", body);
    }
  });

  it("is kept to the last one", () => {
    for (const [check, bound] of [
      ["require(sold + 1 < CAP); sold++;", "CAP - 1"],
      ["sold++; require(sold < CAP);", "CAP - 1"],
      ["require(sold <= CAP); sold++;", "CAP + 1"],
      ["require(sold < CAP); sold++;", "CAP"],
      ["require(sold < CAP - 7); sold++;", "CAP - 7"],
    ] as const) {
      assert.equal(
        boundIn(`function f() external { ${check} has[msg.sender] = true; }`),
        bound,
        check,
      );
    }
    const begun = contract(
      `function f(uint256 n) external { require(sold + n <= CAP); ${TAKE} }`,
    ).replace("public sold", "public sold = 40");
    assert.match(advise(begun, meeting)?.refactor ?? "", /<= \(CAP - 40\) \/ 16\)/);
    const made = said(
      `constructor() { sold = 40; } function f(uint256 n) external { require(sold + n <= CAP); ${TAKE} }`,
    );
    assert.match(
      made?.refactor ?? "",
      /\/\/ What the constructor makes of sold counts against the bound, too/,
    );
  });

  it("is none that the number goes into in another way, nor one of which it is enough that another holds", () => {
    for (const check of [
      "require(sold * 2 <= CAP);",
      "require(sold / 10 <= CAP && n > 0);",
      "require(sold + n <= CAP || msg.sender == owner);",
      "require(n <= CAP - sold - sold);",
      "require(n * 2 <= max - sold);",
    ]) {
      assert.equal(
        boundIn(`function f(uint256 n) external { ${check} ${TAKE} }`),
        undefined,
        check,
      );
    }
  });

  it("is none that calls which draw on it move, be they the owner's", () => {
    const body = `function f(uint256 n) external { require(sold + n <= CAP - max); ${TAKE} }`;
    const moving = "function h(uint256 n) external { max -= n; sold += n; }";
    assert.equal(boundIn(`${body} ${moving}`, ["h"]), undefined);
    const lowering = "function h(uint256 n) external { max -= n; }";
    assert.equal(boundIn(`${body} ${lowering}`, ["h"]), "CAP - max");
    assert.equal(boundIn(`${body} ${lowering}`), undefined);
  });

  it("that only the owner draws on is none of all", () => {
    const body = `function f(uint256 n) external { require(sold + n <= CAP); ${TAKE} }`;
    assert.equal(boundIn(body), "CAP");
    assert.notEqual(said(body, ["f"])?.rule, "cap");
  });

  it("of which nobody knows how much it is has to be looked at", () => {
    const body = (bound: string) =>
      `uint256 immutable SEATS; uint256 ten = 10; constructor(uint256 n) { SEATS = n; } function f() external { require(sold < ${bound}); sold++; has[msg.sender] = true; } function set(uint256 n) external { ten = n; }`;
    const small = (bound: string) => said(body(bound));
    const gainOf = (bound: string) => promised(contract(body(bound)), meeting);
    const seats = small("SEATS");
    assert.deepEqual([seats?.rule, seats?.confidence], ["cap", "medium"]);
    assert.match(
      seats?.refactor ?? "",
      /\n\/\/ Only where SEATS is 16 times as much as a call takes, or more/,
    );
    assert.match(seats?.refactor ?? "", /\n\/\/ What the division leaves over nobody can take\./);
    // Of ten seats no part of sixteen has one.
    assert.equal(gainOf("SEATS"), undefined);
    assert.deepEqual(gainOf("CAP"), { kind: "shard", shards: 16 });
    const known = small("CAP");
    assert.deepEqual([known?.rule, known?.confidence], ["cap", "high"]);
    assert.doesNotMatch(known?.refactor ?? "", /Only where|leaves over/);
    assert.match(
      small("100")?.refactor ?? "",
      /\/\/ The 4 that the division leaves over nobody can take\./,
    );
    // What is stored begins with it.
    assert.match(small("ten")?.refactor ?? "", /% 5\] \+ 1 <= \(ten\) \/ 5\)/);
    assert.match(small("3")?.refactor ?? "", /^Leave sold as it is: its bound \(3\) is too small/);
  });
});

describe("a quota that is lowered", () => {
  const BUY =
    "function f(uint256 n) external { require(sold >= n); sold -= n; got[msg.sender] += n; }";
  const BEGUN = "constructor(uint256 n) { sold = n; }";

  it("is no stock that others fill, nor one that begins with nothing", () => {
    assert.equal(said(`${BEGUN} ${BUY}`)?.rule, "cap");
    for (const [body, owners] of [
      [BUY, []],
      [`${BEGUN} ${BUY} function fill(uint256 n) external { sold += n; }`, []],
      [`${BEGUN} ${BUY} function fill(uint256 n) external { sold += n; }`, ["fill"]],
      [`${BUY} function fill() external payable { sold += msg.value; got[owner] += 1; }`, ["fill"]],
      // What was taken goes on to others, who give it back.
      [
        `${BEGUN} ${BUY} function back(uint256 n) external { got[msg.sender] -= n; sold += n; } function send(address to, uint256 n) external { got[msg.sender] -= n; got[to] += n; }`,
        [],
      ],
      // It is paid in by those who take nothing.
      [`${BEGUN} ${BUY} function pay(uint256 n) external { got[msg.sender] += n; sold += n; }`, []],
    ] as const) {
      assert.notEqual(said(body, owners)?.rule, "cap", body);
    }
  });

  it("may be given back by who has taken it, and set by the owner", () => {
    const back = "function back(uint256 n) external { got[msg.sender] -= n; sold += n; }";
    assert.match(
      said(`${BEGUN} ${BUY} ${back}`)?.refactor ?? "",
      /goes into the bucket that it was taken from: its sender's\./,
    );
    const set = said(`${BUY} function open(uint256 n) external { sold = n; }`, ["open"]);
    assert.equal(set?.rule, "cap");
    assert.match(set.refactor, /\n\/\/ open sets each part to its share\.$/);
    assert.notEqual(said(`${BUY} function open(uint256 n) external { sold = n; }`)?.rule, "cap");
  });

  it("is left as it is where nobody knows who gives back what was taken up to a bound", () => {
    const raised = (back: string) =>
      said(`function f(uint256 n) external { require(sold + n <= CAP); ${TAKE} } ${back}`);
    const sending =
      "function send(address to, uint256 n) external { got[msg.sender] -= n; got[to] += n; }";
    const burn = "function burn(uint256 n) external { got[msg.sender] -= n; sold -= n; }";
    assert.match(raised(burn)?.refactor ?? "", /its sender's\./);
    const moved = raised(`${burn} ${sending}`);
    assert.match(moved?.refactor ?? "", /^Leave sold as it is, unless/);
    assert.equal(
      promised(
        contract(
          `function f(uint256 n) external { require(sold + n <= CAP); ${TAKE} } ${burn} ${sending}`,
        ),
        meeting,
      ),
      undefined,
    );
  });
});

describe("ids with a bound", () => {
  const ids = (body: string) =>
    advise(contract(`mapping(uint256 => address) ownerOf; event E(uint256 id); ${body}`), {
      ...meeting,
      into: ["log", "status", "storage"],
      notForUsers: ["set", "reserve"],
    });
  const MINT = "sold++; ownerOf[sold] = msg.sender;";

  it("that moves lie in no ranges", () => {
    const fixed = ids(`function f() external { require(sold < CAP); ${MINT} }`);
    assert.match(fixed?.refactor ?? "", /\nuint256 id = part \* room \+ \+\+_soldOf\[part\];$/);
    const moved = ids(
      `function f() external { require(sold < max); ${MINT} } function set(uint256 n) external { max = n; }`,
    );
    assert.equal(moved?.rule, "sequential-id");
    assert.match(moved.refactor, /\nuint256 id = _soldOf\[part\]\+\+ \* 16 \+ part \+ 1;\n/);
    assert.match(moved.refactor, /\nuint256 room = \(max\) \/ 16;\n/);
    const several = ids(
      `function f(uint256 n) external { require(sold + n <= max); for (uint256 i; i < n; i++) ownerOf[sold + i] = msg.sender; sold += n; } function set(uint256 n) external { max = n; }`,
    );
    assert.match(several?.refactor ?? "", /\nuint256 id = \(part << 128\) \+ _soldOf\[part\];/);
    // Of a reserve that the owner draws on.
    assert.notEqual(
      ids(
        `function f() external { require(sold < CAP - max); ${MINT} } function reserve() external { max--; ${MINT} }`,
      )?.rule,
      "sequential-id",
    );
  });

  it("are told apart from what is left", () => {
    const left = ids(
      "function f(uint256 n) external { require(n <= CAP - sold); for (uint256 i; i < n; i++) ownerOf[sold + i] = msg.sender; sold += n; }",
    );
    assert.match(
      left?.refactor ?? "",
      /room = \(CAP\) \/ 16;\nrequire\(_soldOf\[part\] \+ n <= room\);/,
    );
    const one = ids(`function f() external { require(CAP - sold >= 1); ${MINT} }`);
    assert.match(one?.refactor ?? "", /room = \(CAP\) \/ 16;/);
    // A bound that nobody can read promises nothing.
    const unclear = `function f() external { require(sold * 3 < max * 2); ${MINT} }`;
    assert.deepEqual([ids(unclear)?.rule, ids(unclear)?.confidence], ["sequential-id", "low"]);
    assert.match(
      ids(unclear)?.refactor ?? "",
      /^Other ids alone gain nothing: calls still meet at sold/,
    );
  });

  it("that also decide what is done promise nothing", () => {
    const decides = ids(
      `function f() external payable { require(sold < CAP); require(msg.value >= cost()); ${MINT} } function cost() public view returns (uint256) { if (sold < 3) return 1; return 2; }`,
    );
    assert.equal(decides?.rule, "sequential-id");
    assert.match(
      decides.refactor,
      /^Other ids alone gain nothing: calls still meet at sold for what else hangs on it/,
    );
  });

  it("are no places in a tree", () => {
    for (const body of [
      "bytes32[8] branch; function f(bytes32 leaf) external { require(sold < 2 ** 8 - 1); emit E(sold); sold += 1; uint256 size = sold; for (uint256 h; h < 8; h++) { if ((size & 1) == 1) { branch[h] = leaf; return; } leaf = keccak256(abi.encode(branch[h], leaf)); size /= 2; } }",
      "mapping(uint256 => bytes32) filled; function f(bytes32 leaf) external returns (bytes32) { uint256 at = sold; for (uint256 i; i < 8; i++) { if (at % 2 == 0) { filled[i] = leaf; leaf = keccak256(abi.encode(leaf, bytes32(0))); } else { leaf = keccak256(abi.encode(filled[i], leaf)); } at /= 2; } emit E(sold); sold++; return leaf; }",
      "mapping(uint256 => bytes32) peaks; function f(bytes32 leaf) external { uint256 size = ++sold; uint256 h; while (size % 2 == 0) { leaf = keccak256(abi.encode(peaks[h], leaf)); size /= 2; h++; } peaks[h] = leaf; emit E(sold); }",
    ]) {
      assert.equal(ids(body)?.rule, undefined, body);
    }
  });

  it("may be told by events of each, as where one entry stands for several", () => {
    const batch = ids(
      "function f(uint256 n) external { uint256 start = sold; ownerOf[start] = msg.sender; uint256 end = start + n; uint256 id = start; do { emit E(id++); } while (id < end); sold = end; }",
    );
    assert.deepEqual([batch?.rule, batch?.confidence], ["sequential-id", "high"]);
    assert.match(batch?.message ?? "", /takes the next numbers from sold/);
    assert.match(batch?.refactor ?? "", /\| _soldOf\[msg\.sender\]; \/\/ the first of n\n/);
    const capped = ids(
      "function f(uint256 n) external { require(sold + n <= CAP); uint256 start = sold; ownerOf[start] = msg.sender; for (uint256 i; i < n; i++) emit E(start + i); sold = start + n; }",
    );
    assert.match(
      capped?.refactor ?? "",
      /part \* room \+ _soldOf\[part\]; \/\/ in place of what sold was: the first of n\n/,
    );
    // Told once only, it is an amount like others.
    assert.notEqual(
      ids(
        "function f(uint256 n) external { uint256 end = sold + n; got[msg.sender] += n; emit E(end); sold = end; }",
      )?.rule,
      "sequential-id",
    );
  });

  it("have sketches that compile", () => {
    for (const body of [
      `function f() external { require(sold < max); ${MINT} } function set(uint256 n) external { max = n; }`,
      `function f(uint256 n) external { require(sold + n <= max); for (uint256 i; i < n; i++) ownerOf[sold + i] = msg.sender; sold += n; } function set(uint256 n) external { max = n; }`,
    ]) {
      const [, mapping = "", ...lines] = (ids(body)?.refactor ?? "").split("\n");
      compile({
        [FILE]: `// SPDX-License-Identifier: MIT\npragma solidity ^0.8.20;\ncontract A { uint256 max; ${mapping} function f(uint256 n) external { n; ${lines.join("\n")}\n} }`,
      });
    }
  });
});
