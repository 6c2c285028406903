import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { passedTo } from "../../src/internal/suggestions/code/call-parts.ts";
import { calleesOf } from "../../src/internal/suggestions/code/callees.ts";
import { CodeIndex, type Place } from "../../src/internal/suggestions/code/code-index.ts";
import {
  type CodeFunction,
  type ContractCode,
  sourceText,
} from "../../src/internal/suggestions/code/contract-code.ts";
import { ingredientsOf } from "../../src/internal/suggestions/code/ingredients.ts";
import { originsOf } from "../../src/internal/suggestions/code/origins.ts";
import { codeOf as codeOfNamed } from "./support/code-of.ts";

const codeOf = (source: string): ContractCode => codeOfNamed(source, "A");

function functionOf(code: ContractCode, name: string): CodeFunction {
  return code.functions.find((one) => one.name === name) ?? assert.fail(`no ${name}`);
}

function textsOf(places: readonly Place[]): string[] {
  return places.map(({ node, function: { source } }) => sourceText(source, node)).sort();
}

/** Declaration of a local variable by its name. */
function localOf(code: ContractCode, name: string): number {
  const { places } = CodeIndex.of(code);
  const found = places.find(
    ({ node }) => node.nodeType === "VariableDeclaration" && node.fields.name === name,
  );
  return found?.node.id ?? assert.fail(`no ${name}`);
}

describe("CodeIndex", () => {
  it("knows calls of what has no body where it is called, and heads with a modifier", () => {
    const code = codeOf(`abstract contract Base {
      function _keep(uint256 n) internal virtual;
      function set(uint256 n) external { _keep(n); }
    }
    contract A is Base {
      uint256 kept;
      modifier below(uint256 most) { require(kept < most); _; }
      function _keep(uint256 n) internal override below(9) { kept = n; }
      function set(uint256 n, uint256 m) external { this.set(n + m); _keep({n: m}); }
    }`);
    const callsOf = (name: string) => textsOf(CodeIndex.of(code).callsOf(functionOf(code, name)));
    assert.deepEqual(callsOf("_keep"), ["_keep(n)", "_keep({n: m})"]);
    assert.deepEqual(callsOf("below"), ["below(9)"]);
    const setters = code.functions.filter(({ name }) => name === "set");
    assert.deepEqual(
      setters.map((one) => textsOf(CodeIndex.of(code).callsOf(one))),
      // Of as many parameters only.
      [[], ["this.set(n + m)"]],
    );
  });

  it("leaves out what runs elsewhere", () => {
    const code =
      codeOf(`library L { function f(uint256 n) internal pure returns (uint256) { return n; } }
    contract A {
      function f(uint256 n) external returns (uint256) { return L.f(n); }
      function g(A other) external { other.f(1); }
    }`);
    assert.deepEqual(CodeIndex.of(code).callsOf(functionOf(code, "f")), []);
  });

  it("tells which part of a tuple a variable is set to, where one can", () => {
    const code = codeOf(`contract A {
      uint256 stored;
      function f(uint256 n) external {
        (uint256 a, uint256 b) = (n, 5);
        (uint256 c, ) = g();
        c += a;
        (b, stored) = (1, 2);
        uint256 d = (b);
      }
      function g() internal pure returns (uint256, uint256) { return (1, 2); }
    }`);
    const index = CodeIndex.of(code);
    const values = (name: string) => textsOf(index.valuesOf(localOf(code, name)));
    assert.deepEqual(values("a"), ["n"]);
    assert.deepEqual(values("b"), ["1", "5"]);
    assert.deepEqual(values("c"), ["a"]);
    assert.deepEqual(values("d"), ["(b)"]);
    assert.deepEqual(textsOf(index.wholesOf(localOf(code, "c"))), ["g()"]);
    // What is stored is no variable of a function.
    const { node } = code.variable("stored") ?? assert.fail();
    assert.deepEqual(index.valuesOf(node.id), []);
    assert.deepEqual(textsOf(index.returnsOf(functionOf(code, "g"))), ["(1, 2)"]);
  });

  it("has what holds a node, up to the function", () => {
    const code = codeOf(`contract A { uint256 x; function f() external { if (x > 1) { x++; } } }`);
    const index = CodeIndex.of(code);
    const [step] = index.places.filter(({ node }) => node.nodeType === "UnaryOperation");
    assert(step !== undefined);
    assert.deepEqual(
      index.around(step.node).map(({ nodeType }) => nodeType),
      ["ExpressionStatement", "Block", "IfStatement", "Block", "FunctionDefinition"],
    );
  });
});

describe("passedTo", () => {
  it("puts arguments to the parameters by name, and what a library is used for first", () => {
    const code = codeOf(`library L {
      function f(uint256 self, uint256 n) internal pure returns (uint256) { return self + n; }
    }
    contract A {
      using L for uint256;
      function g(uint256 a, uint256 b) external pure returns (uint256) { return a.f({n: b}) + a.f(1); }
      function h() external { this.g({b: 2, a: 3}); }
    }`);
    const { places } = CodeIndex.of(code);
    const passed = places.flatMap(({ node, function: { source } }) =>
      calleesOf(code, node).map((one) =>
        passedTo(node, one.node).map((given) => given && sourceText(source, given)),
      ),
    );
    assert.deepEqual(passed, [
      ["a", "b"],
      ["a", "1"],
      ["3", "2"],
    ]);
  });
});

describe("originsOf and ingredientsOf", () => {
  const code = codeOf(`abstract contract Base {
    function _pay(address to) internal virtual;
    function pay(address[] calldata list) external { _pay(list[0]); }
  }
  contract A is Base {
    address treasury; mapping(address => uint256) sums;
    function _pay(address to) internal override { sums[to]++; }
    function both() external {
      (address one, address other) = (treasury, msg.sender);
      (address left, ) = _pair(one);
      treasury = msg.sender;
      _pay(other); sums[left]++; sums[treasury]--;
    }
    function _pair(address a) internal view returns (address, address) { return (a, _one()); }
    function _one() internal view returns (address) { return treasury; }
  }`);
  const named = (name: string) => {
    const { places } = CodeIndex.of(code);
    const found = places.filter(
      ({ node }) => node.nodeType === "Identifier" && node.fields.name === name,
    );
    return found.at(-1) ?? assert.fail(`no ${name}`);
  };
  const origins = (name: string) => {
    const { node, function: inside } = named(name);
    return textsOf(originsOf(code, node, inside).filter(({ isLast }) => isLast));
  };
  const ingredients = (name: string) => {
    const { node, function: inside } = named(name);
    const made = ingredientsOf(code, node, inside);
    return made.map((one) => (one.kind === "state" ? one.variable.name : one.kind)).sort();
  };

  it("go through functions that have no body where they are called, and through tuples", () => {
    assert.deepEqual(origins("to"), ["list[0]", "msg.sender"]);
    assert.deepEqual(origins("other"), ["msg.sender"]);
    assert.deepEqual(ingredients("to"), ["argument", "sender"]);
  });

  it("end where a part of a call is taken, of which all goes in", () => {
    assert.deepEqual(origins("left"), ["left"]);
    assert.deepEqual(ingredients("left"), ["treasury"]);
  });

  it("end at what is stored, though the function sets it", () => {
    assert.deepEqual(origins("treasury"), ["treasury"]);
    assert.deepEqual(ingredients("treasury"), ["treasury"]);
  });
});
