import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { ContractCode } from "../../src/internal/suggestions/code/contract-code.ts";
import { isInCondition, isValueUsed } from "../../src/internal/suggestions/code/position.ts";
import { changingEntriesTo, entriesTo } from "../../src/internal/suggestions/code/reach.ts";
import { type Use, usesOf } from "../../src/internal/suggestions/code/uses.ts";
import { usesEverywhere } from "../../src/internal/suggestions/code/uses-everywhere.ts";
import { type Compiler, compile, contractNamed, LEGACY } from "../slot-naming/support/compile.ts";

function codeOf(
  source: string,
  name: string,
  pragma = "^0.8.20",
  compiler: Compiler = "solc",
): ContractCode {
  const text = `// SPDX-License-Identifier: MIT\npragma solidity ${pragma};\n${source}`;
  const code = ContractCode.of(contractNamed(compile({ "a.sol": text }, LEGACY, compiler), name));
  assert(code !== undefined);
  return code;
}

/** Each use as `function: kind path = value`. */
function shown(code: ContractCode, variable: string): string[] {
  const found = code.variable(variable);
  assert(found !== undefined, `no ${variable}`);
  return usesOf(code, found).map((use) => {
    const text = (node: Use["value"]) =>
      node === undefined ? "" : ` ${use.source.content.slice(node.range.start, node.range.end)}`;
    const steps = use.steps
      .map((step) => (step.kind === "index" ? "[]" : `.${step.name}`))
      .join("");
    return `${use.function.name}: ${use.kind}${steps}${text(use.value)}`;
  });
}

describe("ContractCode", () => {
  const code = codeOf(
    `abstract contract Base {
      uint256 internal total;
      uint256 private own;
      function _add(uint256 n) internal virtual { total += n; own = n; }
    }
    contract Token is Base {
      uint256 public constant CAP = 5;
      address immutable owner;
      uint256 private own;
      modifier counted() { total += 1; _; }
      constructor() { owner = msg.sender; }
      function add(uint256 n) external counted { _add(n); }
      function _add(uint256 n) internal override { super._add(n); own += n; }
      function sum() external view returns (uint256) { return total + own; }
      receive() external payable {}
    }`,
    "Token",
  );

  it("has variables of all bases, the most derived one first, and keeps what is code apart", () => {
    assert.deepEqual(
      code.variables.map(({ name, contract }) => `${contract}.${name}`),
      ["Token.own", "Base.total", "Base.own"],
    );
    assert.deepEqual(
      code.constants.map(({ name }) => name),
      ["CAP", "owner"],
    );
    assert.equal(code.variable("own")?.contract, "Token");
    assert(code.inherits("Base") && code.inherits("Token") && !code.inherits("Other"));
  });

  it("has functions, modifiers and constructors with their kind", () => {
    assert.deepEqual(
      code.functions.map(({ name, kind, isView }) => [name, kind, isView]),
      [
        ["counted", "modifier", false],
        ["constructor", "constructor", false],
        ["add", "function", false],
        ["_add", "function", false],
        ["sum", "function", true],
        ["receive", "function", false],
        ["_add", "function", false],
      ],
    );
    assert.equal(code.entry("add(uint256)")?.name, "add");
    assert.equal(code.entry("_add"), undefined);
  });

  it("knows which entries run a function, through overriding, super and modifiers", () => {
    const total = code.variable("total");
    assert(total !== undefined);
    const entries = usesOf(code, total).map((use) => [
      use.function.name,
      entriesTo(code, use.function).map(({ name }) => name),
      changingEntriesTo(code, use.function).map(({ name }) => name),
    ]);
    assert.deepEqual(entries, [
      ["counted", ["add"], ["add"]],
      ["sum", ["sum"], []],
      ["_add", ["add"], ["add"]],
    ]);
  });

  it("is nothing where there is no AST", () => {
    const [info] = compile({ "a.sol": "// SPDX-License-Identifier: MIT\ncontract A {}" });
    assert(info !== undefined);
    assert.equal(ContractCode.of({ ...info, sources: [] }), undefined);
  });
});

describe("usesOf", () => {
  it("tells sums, however they are written", () => {
    const code = codeOf(
      `contract A {
        uint256 x; uint256 y;
        function f(uint256 n) external { x += n; x++; ++x; x = x + n; x = n + x; x -= n; x--; x = x - 1; }
        function g(uint256 n) external { x = n; x *= 2; delete x; x = x + x; x = n - x; y = x; }
        function h(uint256 n) external { (x, y) = (n, 1); }
      }`,
      "A",
    );
    assert.deepEqual(shown(code, "x"), [
      "f: add n",
      "f: add",
      "f: add",
      "f: add n",
      "f: add n",
      "f: subtract n",
      "f: subtract",
      "f: subtract 1",
      "g: assign n",
      "g: update 2",
      "g: delete",
      "g: add x",
      "g: read",
      "g: assign n - x",
      "g: read",
      "g: read",
      "h: assign (n, 1)",
    ]);
  });

  it("goes along entries, members, arrays and pointers", () => {
    const code = codeOf(
      `library Sets { struct Set { uint256[] all; } function put(Set storage s, uint256 v) internal { s.all.push(v); } }
      contract A {
        using Sets for Sets.Set;
        struct Pool { uint256 total; mapping(address => uint256) parts; }
        mapping(uint256 => Pool) pools; uint256[] list; Sets.Set set;
        function f(uint256 id) external { pools[id].total += 1; pools[id].parts[msg.sender] -= 2; }
        function g(uint256 id) external { Pool storage pool = pools[id]; pool.total = 3; pool.parts[msg.sender]++; }
        function h(uint256 v) external { list.push(v); list.pop(); list[0] = v; set.put(v); if (list.length > 2) return; }
        function a() external { assembly { sstore(list.slot, 0) } }
      }`,
      "A",
    );
    assert.deepEqual(shown(code, "pools"), [
      "f: add[].total 1",
      "f: subtract[].parts[] 2",
      "g: assign[].total 3",
      "g: add[].parts[]",
    ]);
    assert.deepEqual(shown(code, "list"), [
      "h: push v",
      "h: pop",
      "h: assign[] v",
      "h: read.length",
      "a: assembly",
    ]);
    assert.deepEqual(shown(code, "set"), ["h: call v"]);
  });

  it("says where it stands: in a condition, as a value", () => {
    const code = codeOf(
      `contract A {
        uint256 x; mapping(uint256 => address) owners; event E(uint256 n);
        function f() external { require(x < 5, "full"); uint256 id = x++; owners[id] = msg.sender; }
        function g() external { if (x > 3) revert(); for (uint256 i = 0; i < 3; i++) x += 1; emit E(x); }
        function h() external returns (uint256) { return ++x; }
      }`,
      "A",
    );
    const x = code.variable("x");
    assert(x !== undefined);
    assert.deepEqual(
      usesOf(code, x).map((use) => [use.kind, isInCondition(use), isValueUsed(use)]),
      [
        ["read", true, true],
        ["add", false, true],
        ["read", true, true],
        ["add", false, false],
        ["read", false, true],
        ["add", false, true],
      ],
    );
  });

  for (const [compiler, pragma] of [
    ["solc06", "^0.6.0"],
    ["solc07", "^0.7.0"],
  ] as const) {
    it(`reads what ${compiler} gives, SafeMath too`, () => {
      const code = codeOf(
        `library SafeMath {
          function add(uint256 a, uint256 b) internal pure returns (uint256) { return a + b; }
          function sub(uint256 a, uint256 b) internal pure returns (uint256) { return a - b; }
        }
        contract A {
          using SafeMath for uint256;
          /// @notice All.
          uint256 public total;
          function f(uint256 n) external { total = total.add(n); total = total.sub(1); total += n; }
        }`,
        "A",
        pragma,
        compiler,
      );
      assert.deepEqual(shown(code, "total"), ["f: add n", "f: subtract 1", "f: add n"]);
    });
  }

  it("finds the uses in all contracts that inherit it, each once", () => {
    const source = `// SPDX-License-Identifier: MIT
      pragma solidity ^0.8.20;
      contract Base { uint256 x; function f() external { x += 1; } }
      contract B is Base { function g() external { x = 2; } }
      contract C is Base { function h() external view returns (uint256) { return x; } }`;
    const project = compile({ "a.sol": source }).flatMap((info) => ContractCode.of(info) ?? []);
    const x = project[0]?.variable("x");
    assert(x !== undefined);
    assert.deepEqual(
      usesEverywhere(project, x)
        .map((use) => `${use.function.name}: ${use.kind}`)
        .sort(),
      ["f: add", "g: assign", "h: read"],
    );
  });
});
