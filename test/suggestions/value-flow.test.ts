import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { AstNode } from "../../src/internal/model/solidity/ast-node.ts";
import { assignedBy } from "../../src/internal/suggestions/code/assigned.ts";
import {
  type ContractCode,
  sourceText,
} from "../../src/internal/suggestions/code/contract-code.ts";
import { allIn } from "../../src/internal/suggestions/code/nodes-in.ts";
import {
  MSG_SENDER,
  MSG_VALUE,
  ValueFlow,
} from "../../src/internal/suggestions/code/value-flow.ts";
import { codeOf, variableOf } from "./support/code-of.ts";

const CODE = codeOf(
  `
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

interface Feed { function price() external view returns (uint256); }

library Sums {
  function plus(uint256 a, uint256 b) internal pure returns (uint256) { return a + b; }
  function first(uint256 a, uint256) internal pure returns (uint256) { return a; }
}

contract Base {
  uint256 internal base;
  function weight() public view virtual returns (uint256) { return base; }
}

contract Market is Base {
  using Sums for uint256;
  struct Pool { uint256 total; uint256 fee; }

  uint256 a;
  uint256 b;
  uint256 c;
  uint256 sink;
  mapping(uint256 => Pool) pools;
  Feed feed;

  function locals(uint256 x) external { uint256 y = a; y += x; (uint256 p, uint256 q) = (y, b); sink = p; sink = q; }
  function calls(uint256 x) external { sink = a.plus(x); sink = Sums.first(a, b); sink = twice(c); }
  function twice(uint256 n) private pure returns (uint256 m) { m = n; m += n; }
  function named() external { sink = add({y: a, x: b}); }
  function add(uint256 x, uint256 y) private pure returns (uint256) { y; return x; }
  function weight() public view override returns (uint256) { return c; }
  function weighs() external { sink = weight(); }
  function asks() external { sink = feed.price(); }
  function paid() external payable { sink = msg.value > 5 ? msg.value : uint256(uint160(msg.sender)); }
  function points(uint256 id) external { Pool storage pool = poolOf(id); sink = pool.total; pool.fee = a; }
  function poolOf(uint256 id) private view returns (Pool storage pool) { pool = pools[id]; }
  function passes(uint256 id) external { charge(pools[id], b); }
  function charge(Pool storage pool, uint256 n) private { pool.total = n; sink = pool.fee; }

  function price(uint256 n) external view returns (uint256) { return Math.mulDiv(n, a, b); }
  function part(uint256 n) external view returns (uint256) { return (c * 3) / 100 + n; }
}`,
  "Market",
);
const FLOW = ValueFlow.of(CODE);

/** By name, of what each value depends that a function assigns to `sink`. */
function sinks(name: string): string[][] {
  return assigned(name, "sink").map((value) =>
    [...FLOW.sourcesOf(value)].map((id) => nameOf(CODE, id)).sort(),
  );
}

function assigned(name: string, target: string): AstNode[] {
  const found = CODE.functions.find((one) => one.name === name);
  assert(found !== undefined);
  return allIn(found.body)
    .flatMap(assignedBy)
    .filter((one) => sourceText(found.source, one.target) === target)
    .map(({ value }) => value);
}

function nameOf({ variables, functions }: ContractCode, id: number): string {
  if (id === MSG_VALUE) return "msg.value";
  if (id === MSG_SENDER) return "msg.sender";
  const variable = variables.find(({ node }) => node.id === id);
  if (variable !== undefined) return variable.name;
  const parameter = functions.flatMap(({ node }) => allIn(node)).find((one) => one.id === id);
  return `argument ${String(parameter?.fields.name)}`;
}

const id = (name: string) => variableOf(CODE, name).node.id;

describe("ValueFlow", () => {
  it("follows local variables, tuples one by one", () => {
    assert.deepEqual(sinks("locals"), [["a", "argument x"], ["b"]]);
  });

  it("follows functions by their arguments, of libraries too, and each call for itself", () => {
    assert.deepEqual(sinks("calls"), [["a", "argument x"], ["a"], ["c"]]);
    assert.deepEqual(sinks("named"), [["b"]]);
  });

  it("takes all that override a function for it, and no other contract's", () => {
    assert.deepEqual(sinks("weighs"), [["base", "c"]]);
    assert.deepEqual(sinks("asks"), [["feed"]]);
  });

  it("knows what is paid and who pays, and not what decides", () => {
    assert.deepEqual(sinks("paid"), [["msg.sender", "msg.value"]]);
  });

  it("follows pointers into storage, returned and passed ones", () => {
    const [total] = assigned("points", "sink");
    assert(FLOW.depends(total, id("pools")) && !FLOW.depends(total, id("a")));
    const [fee] = assigned("charge", "sink");
    assert(FLOW.depends(fee, id("pools")));
    const places = CODE.functions
      .filter(({ name }) => name === "points" || name === "charge")
      .flatMap(({ body }) => allIn(body))
      .flatMap(assignedBy)
      .filter(({ target }) => target.nodeType === "MemberAccess");
    assert.deepEqual(
      places.map(({ target }) => [...FLOW.rootsOf(target)]),
      [[id("pools")], [id("pools")]],
    );
  });

  it("knows what is multiplied with what, in libraries and their assembly too", () => {
    assert(FLOW.areMultiplied(id("a"), id("b")));
    assert(FLOW.areMultiplied(id("a"), id("a")));
    // By numbers alone.
    assert(!FLOW.areMultiplied(id("c"), id("c")));
    assert(!FLOW.areMultiplied(id("a"), id("c")));
  });
});
