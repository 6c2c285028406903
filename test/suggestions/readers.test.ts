import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { ReportFinding } from "../../src/internal/model/report-finding.ts";
import { advise, type Meeting } from "./support/advise.ts";

const HAS = "interface IHas { function total() external view returns (uint256); }";
const ASKING = "contract B { uint256 x; function g(IHas a) external { x = a.total(); } }";

/** A counter and what stands beside it. */
function counted(others: string, meeting: Partial<Meeting> = {}): ReportFinding | undefined {
  const body =
    "contract A { mapping(address => bool) was; uint256 public total; function f() external { was[msg.sender] = true; total++; } }";
  return advise(`${others}\n${body}`, {
    variable: "total",
    functions: ["f"],
    verdict: "commutative",
    ...meeting,
  });
}

/** Who was here last, and what stands beside it. */
function noted(others: string, meeting: Partial<Meeting> = {}): string | undefined {
  const body =
    "contract A { address public last; function f() external { last = msg.sender; } function who() external view returns (address) { return last; } }";
  return advise(`${others}\n${body}`, {
    variable: "last",
    functions: ["f"],
    verdict: "overwritten",
    ...meeting,
  })?.rule;
}

describe("readers outside of the contract", () => {
  it("are none where nobody asks", () => {
    const finding = counted(HAS);
    assert.equal(finding?.rule, "global-counter");
    assert.equal(finding.confidence, "high");
    assert.match(
      finding.message,
      /^Everybody who calls A\.f changes total, and no transaction reads it\.$/,
    );
  });

  it("are others that inherit it, too, each with one of its own", () => {
    const said = (second: string) =>
      advise(
        `abstract contract Base { uint256 public total; mapping(address => bool) was; function count() internal { was[msg.sender] = true; total++; } }
        contract A is Base { function f() external { count(); } }
        contract B is Base { uint256 x; function g() external { count(); ${second} } }`,
        { variable: "total", functions: ["f"], verdict: "commutative" },
      );
    const finding = said("if (total == 50) x = 1;");
    assert.equal(finding?.confidence, "medium");
    assert.match(finding.message, /B\.g may read it: such a call would meet all parts\.$/);
    const other = said("x = 1;");
    assert.equal(other?.confidence, "high");
    assert.match(other.message, /and no transaction reads it\.$/);
  });

  it("are told of a counter, by the code of other contracts", () => {
    for (const others of [
      `${HAS} ${ASKING}`,
      // By a view of a third one, by a selector, by a string, in a library.
      `${HAS} contract C { function h(IHas a) external view returns (uint256) { return a.total(); } } contract B { uint256 x; function g(C c, IHas a) external { x = c.h(a); } }`,
      `${HAS} contract B { bytes x; function g(address a) external { (, x) = a.staticcall(abi.encodeWithSelector(IHas.total.selector)); } }`,
      'contract B { bytes x; function g(address a) external { (, x) = a.staticcall(abi.encodeWithSignature("total()")); } }',
      `${HAS} library L { function h(IHas a) internal view returns (uint256) { return a.total(); } } contract B { uint256 x; function g(IHas a) external { x = L.h(a); } }`,
    ]) {
      const finding = counted(others);
      assert.equal(finding?.confidence, "medium", others);
      assert.match(
        finding.message,
        /changes total\. [BL]\.[gh] may read it: such a call would meet all parts\.$/,
      );
      assert(finding.patch?.includes("function total() public view"));
    }
  });

  it("are told as seen where transactions of the suite read it", () => {
    const seen = { others: ["B.g"], reads: ["A.total"] };
    for (const others of [`${HAS} ${ASKING}`, ""]) {
      const { message = "", confidence } = counted(others, seen) ?? {};
      assert.match(message, /^Everybody who calls A\.f changes total\. B\.g reads it: /);
      assert.equal(confidence, "medium");
    }
    // Of another field of the slot.
    assert.match(counted("", { ...seen, reads: ["A.other"] })?.message ?? "", /no transaction/);
  });

  it("are no others of the same name", () => {
    for (const others of [
      // Views that nobody calls in a transaction, another signature, another contract.
      `${HAS} contract B { function g(IHas a) external view returns (uint256) { return a.total(); } }`,
      "interface IHas { function total(uint256) external view returns (uint256); } contract B { uint256 x; function g(IHas a) external { x = a.total(1); } }",
      "contract C { uint256 public total; } contract B { uint256 x; function g(C c) external { x = c.total(); } }",
      "contract B { struct S { uint256 total; } S s; uint256 x; function g() external { x = s.total; } }",
    ]) {
      assert.match(counted(others)?.message ?? "", /no transaction reads it/, others);
    }
  });

  it("keep what is noted for them", () => {
    assert.equal(noted(""), "bookkeeping");
    for (const getter of ["last", "who"]) {
      const interfaces = `interface I { function ${getter}() external view returns (address); }`;
      const asking = `contract B { mapping(address => bool) x; function g(I a) external { x[msg.sender] = a.${getter}() == msg.sender; } }`;
      assert.equal(noted(`${interfaces} ${asking}`), undefined);
      assert.equal(noted("", { others: ["B.g"], reads: [`A.${getter}`] }), undefined);
    }
  });

  it("keep a history from being one that no code reads", () => {
    const list =
      "contract A { address[] public list; function f() external { list.push(msg.sender); } function size() external view returns (uint256) { return list.length; } }";
    const meeting: Meeting = {
      variable: "list",
      path: "list.length",
      functions: ["f"],
      into: ["storage"],
    };
    assert.equal(advise(list, meeting)?.rule, "stored-history");
    const sized =
      "interface I { function size() external view returns (uint256); } contract B { uint256 x; function g(I a) external { x = a.size(); } }";
    assert.equal(advise(`${sized}\n${list}`, meeting)?.rule, "array-push");
    const listing =
      "interface I { function list(uint256) external view returns (address); } contract B { address x; function g(I a) external { x = a.list(0); } }";
    assert.equal(advise(`${listing}\n${list}`, meeting)?.rule, "array-push");
    assert.notEqual(
      advise(list, { ...meeting, others: ["B.g"], reads: ["A.size"] })?.rule,
      "stored-history",
    );
  });

  it("are not among those who change a sum", () => {
    const body =
      "contract A { mapping(address => uint256) of_; uint256 public total; function f(uint256 n) external { of_[msg.sender] += n; total += n; } }";
    const finding = advise(body, {
      variable: "total",
      functions: ["f"],
      verdict: "commutative",
      others: ["B.g"],
      reads: ["A.total"],
    });
    assert.equal(finding?.rule, "total-supply");
    assert.match(
      finding.message,
      /whoever calls A\.f changes it by as much as an entry there\. B\.g reads it/,
    );
  });
});

describe("an upgradeable contract's numbers", () => {
  it("are split by hand only, behind what is there", () => {
    const body =
      "abstract contract UUPSUpgradeable {} contract A is UUPSUpgradeable { mapping(address => bool) was; uint256 public total; function f() external { was[msg.sender] = true; total++; } }";
    const finding = advise(body, { variable: "total", functions: ["f"], verdict: "commutative" });
    assert.equal(finding?.rule, "global-counter");
    assert.equal(finding.patch, null);
    assert.match(
      finding.refactor,
      /append the parts behind all variables, or keep them in an ERC-7201 namespace/,
    );
    assert.doesNotMatch(finding.refactor, /-=|unchecked/);
    assert.match(finding.refactor, /What total holds at the upgrade counts on/);
  });
});

describe("a small number", () => {
  it("is split by hand only, where it need not be full", () => {
    const body =
      "contract A { mapping(address => bool) was; uint8 public total; function f() external { was[msg.sender] = true; total += 1; } }";
    const finding = advise(body, { variable: "total", functions: ["f"], verdict: "commutative" });
    assert.equal(finding?.rule, "global-counter");
    assert.equal(finding.patch, null);
    assert.match(finding.refactor, /As uint8 it may be full; parts never are/);
    assert.match(finding.price, /no call fails any more because the number is full/);
  });
});

describe("a history of structs", () => {
  const list =
    "contract A { struct Item { address a; } Item[] list; function f() external { list.push(Item(msg.sender)); } }";
  const meeting: Meeting = {
    variable: "list",
    path: "list.length",
    functions: ["f"],
    into: ["storage"],
  };

  it("becomes events where the compiler, not the pragma, has the coder for them", () => {
    const range = { pragma: ">=0.7.0 <0.9.0" };
    assert.match(advise(list, meeting, range)?.patch ?? "", /event ItemAdded\(Item entry\)/);
    const old = advise(list, meeting, { ...range, compiler: "solc07" });
    assert.equal(old?.rule, "stored-history");
    assert.equal(old.patch, null);
    const open = advise(list, meeting, { pragma: ">=0.5.0", compiler: "solc07" });
    assert.equal(open?.patch, null);
    const coder = `pragma abicoder v2;\n${list}`;
    assert.match(advise(coder, meeting, { ...range, compiler: "solc07" })?.patch ?? "", /event/);
    assert.equal(advise(`pragma abicoder v1;\n${list}`, meeting, range)?.patch, null);
  });
});
