import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { type AstNode, childOf, nodesIn } from "../../src/internal/model/solidity/ast-node.ts";
import { changeOf, entryChangesOf } from "../../src/internal/suggestions/code/changes.ts";
import {
  type ContractCode,
  sourceText,
} from "../../src/internal/suggestions/code/contract-code.ts";
import { comparisonIn, decisionsIn } from "../../src/internal/suggestions/code/decisions.ts";
import { keysOf } from "../../src/internal/suggestions/code/entry-keys.ts";
import { isAmong, labelsOf } from "../../src/internal/suggestions/code/entry-label.ts";
import { fieldNameOf } from "../../src/internal/suggestions/code/fields.ts";
import { flowFrom } from "../../src/internal/suggestions/code/flow.ts";
import { originsOf } from "../../src/internal/suggestions/code/origins.ts";
import { rewardAccumulatorsOf } from "../../src/internal/suggestions/code/reward-accumulator.ts";
import { isSameAmount } from "../../src/internal/suggestions/code/same-amount.ts";
import { type Use, usesOf } from "../../src/internal/suggestions/code/uses.ts";
import { codeOf as codeOfNamed } from "./support/code-of.ts";

const codeOf = (source: string): ContractCode => codeOfNamed(source, "A");

function usesIn(code: ContractCode, name: string): readonly Use[] {
  const variable = code.variable(name);
  assert(variable !== undefined, `no ${name}`);
  return usesOf(code, variable);
}

describe("originsOf of values", () => {
  const code = codeOf(
    `abstract contract Base {
      mapping(address => uint256) entries;
      function _add(address who, uint256 n) internal virtual { entries[who] += n; }
    }
    contract A is Base {
      address treasury;
      function pay(address to, uint256 n) external { _add(to, n); }
      function fee(uint256 n) external { address to = treasury; _add({n: n / 10, who: to}); }
      function mine() external payable { uint256 all; all += msg.value; _add(payable(_me()), (all)); }
      function _me() private view returns (address) { return msg.sender; }
      function _add(address who, uint256 n) internal override { super._add(who, n); }
    }`,
  );
  const origins = (node: AstNode | undefined, use: Use) =>
    originsOf(code, node ?? assert.fail(), use.function)
      .filter(({ isLast }) => isLast)
      .map((one) => sourceText(one.function.source, one.node))
      .sort();

  it("follows parameters to what callers pass, locals and returned values", () => {
    const [use] = usesIn(code, "entries");
    assert(use !== undefined);
    assert.deepEqual(origins(use.value, use), ["msg.value", "n", "n / 10"]);
    const key = use.steps.flatMap((step) => (step.kind === "index" ? [step.key] : []))[0];
    assert.deepEqual(origins(key, use), ["msg.sender", "to", "treasury"]);
  });

  it("tells what keys are made of", () => {
    const [use] = usesIn(code, "entries");
    assert(use !== undefined);
    const [kinds] = keysOf(code, use).map((all) => all.map(({ kind }) => kind).sort());
    assert.deepEqual(kinds, ["fixed", "other", "sender"]);
  });

  it("takes what is computed from the sender for the sender's, and not what is looked up", () => {
    const other = codeOf(`contract A {
      uint256[16] parts; mapping(bytes32 => uint256) byHash; mapping(address => uint256) dues;
      mapping(address => address) sponsorOf;
      function f(uint256 id) external {
        parts[uint160(msg.sender) % 16]++;
        byHash[keccak256(abi.encode(msg.sender, id))]++;
        dues[sponsorOf[msg.sender]]++;
      }
    }`);
    const kinds = (name: string) =>
      usesIn(other, name).map((use) =>
        keysOf(other, use)
          .flat()
          .map(({ kind }) => kind),
      );
    assert.deepEqual(kinds("parts"), [["sender"]]);
    assert.deepEqual(kinds("byHash"), [["sender"]]);
    assert.deepEqual(kinds("dues"), [["other"]]);
  });
});

describe("changeOf", () => {
  const code = codeOf(`contract A {
    uint256 sold; mapping(address => uint256) owned; mapping(address => bytes32) names;
    function buy(uint256 n) external { uint256 before = sold; sold = before + n; owned[msg.sender] += n; }
    function sell(uint256 n) external {
      uint256 had = owned[msg.sender];
      owned[msg.sender] = had - n;
      sold = n - sold;
    }
    function leave() external { uint256 all = owned[msg.sender]; delete owned[msg.sender]; sold -= all; }
    function name(bytes32 n) external { names[msg.sender] = n; sold = 2 + uint256(n); }
  }`);

  it("tells more and less, however it is written", () => {
    const shown = usesIn(code, "sold").flatMap((use) => {
      const change = changeOf(code, use);
      const amount = change?.amount && sourceText(use.source, change.amount);
      return change === undefined ? [] : [`${use.function.name} ${change.kind} ${amount ?? "1"}`];
    });
    assert.deepEqual(shown, ["buy add n", "leave subtract all"]);
  });

  it("finds what entries change by the same amount", () => {
    const entries = entryChangesOf(code);
    assert.deepEqual(
      entries.map(({ variable, kind, use }) => `${use.function.name} ${variable.name} ${kind}`),
      ["buy owned add", "sell owned subtract", "leave owned subtract"],
    );
    const amountIn = (name: string) => {
      const use = usesIn(code, "sold").find(
        (one) => one.function.name === name && changeOf(code, one) !== undefined,
      );
      assert(use !== undefined);
      return { amount: changeOf(code, use)?.amount, function: use.function };
    };
    const same = (name: string) =>
      entries
        .filter((one) =>
          isSameAmount(code, amountIn(name), { amount: one.amount, function: one.use.function }),
        )
        .map(({ use }) => use.function.name);
    assert.deepEqual(same("buy"), ["buy"]);
    assert.deepEqual(same("leave"), ["leave"]);
  });
});

describe("flowFrom", () => {
  it("goes through locals, arguments, returned values and modifiers to what decides", () => {
    const code = codeOf(`contract A {
      uint256 total; uint256 cap; uint256 other;
      modifier below(uint256 n) { require(n < cap, "full"); _; }
      function left() public view returns (uint256 rest) { rest = cap - total; }
      function a(uint256 n) external { if (left() < n) revert("none"); total += n; }
      function b() external below(total) { total++; }
      function c(uint256 n) external { if (total > n) { other = total; } total += n; }
      function d(uint256 n) external { require(n < other); total += n; }
    }`);
    const reads = new Set(
      usesIn(code, "total").flatMap(({ kind, target }) => (kind === "read" ? [target.id] : [])),
    );
    const flow = flowFrom(code, ({ id }) => reads.has(id));
    const decisions = decisionsIn(code).map(({ function: inside, condition }) => {
      const found = comparisonIn(condition, flow);
      return [inside.name, found && sourceText(inside.source, found.bound)];
    });
    // What is stored is not followed, and an `if` that reverts nothing decides nothing here.
    assert.deepEqual(decisions, [
      ["below", "cap"],
      ["a", "n"],
      ["d", undefined],
    ]);
  });
});

describe("flowFrom, as sinksOf does not,", () => {
  it("goes on through lookups, comparisons and calls that may do anything", () => {
    const code =
      codeOf(`interface Oracle { function priceOf(uint256 n) external returns (uint256); }
    contract A {
      uint256 total; uint256 kept; mapping(uint256 => uint256) rates; Oracle oracle;
      function f() external {
        uint256 rate = rates[total];
        uint256 price = oracle.priceOf(total);
        bool isMany = total > 5;
        uint256 some = isMany ? 1 : 2;
        kept = total;
        uint256 other = kept;
        uint256 none = rates[other];
      }
    }`);
    const reads = new Set(
      usesIn(code, "total").flatMap(({ kind, target }) => (kind === "read" ? [target.id] : [])),
    );
    const flow = flowFrom(code, ({ id }) => reads.has(id));
    const [inside] = code.functions;
    const carried = nodesIn(inside?.body.fields.statements).flatMap((statement) => {
      const [declared] = nodesIn(statement.fields.declarations);
      return declared !== undefined && flow.carries(childOf(statement, "initialValue"))
        ? [declared.fields.name]
        : [];
    });
    assert.deepEqual(carried, ["rate", "price", "isMany", "some"]);
  });
});

describe("rewardAccumulatorsOf", () => {
  const named = (code: ContractCode) =>
    rewardAccumulatorsOf(code).map(({ total, index, time }) => [total.name, index.name, time.name]);

  it("finds total, index and time, by whatever functions they are kept", () => {
    const code = codeOf(`library Math {
      function min(uint256 a, uint256 b) internal pure returns (uint256) { return a < b ? a : b; }
      function mulDiv(uint256 a, uint256 b, uint256 c) internal pure returns (uint256) { return a * b / c; }
    }
    contract A {
      uint256 supply; uint256 perToken; uint256 last; uint256 end; uint256 rate;
      mapping(address => uint256) paid; mapping(address => uint256) rewards; mapping(address => uint256) stakes;
      function lastTime() public view returns (uint256) { return Math.min(block.timestamp, end); }
      function index() public view returns (uint256) {
        return supply == 0 ? perToken : perToken + Math.mulDiv((lastTime() - last) * rate, 1e18, supply);
      }
      function _update(address who) private {
        perToken = index();
        last = lastTime();
        rewards[who] += stakes[who] * (perToken - paid[who]);
        paid[who] = perToken;
      }
      function stake() external payable { _update(msg.sender); supply += msg.value; stakes[msg.sender] += msg.value; }
      function notify(uint256 n) external { _update(address(0)); end = block.timestamp + n; }
    }`);
    assert.deepEqual(named(code), [["supply", "perToken", "last"]]);
  });

  it("finds them in a pool", () => {
    const code = codeOf(`contract A {
      struct Pool { uint256 index; uint256 total; uint64 time; }
      mapping(uint256 => Pool) pools; mapping(uint256 => mapping(address => uint256)) paid;
      function stake(uint256 id) external payable {
        Pool storage pool = pools[id];
        pool.index += (block.number - pool.time) * 1e18 / pool.total;
        pool.time = uint64(block.number);
        paid[id][msg.sender] = pool.index;
        pool.total += msg.value;
      }
    }`);
    assert.deepEqual(named(code), [["pools.total", "pools.index", "pools.time"]]);
  });

  it("finds none without a total, a time or an index", () => {
    const code = codeOf(`contract A {
      uint256 total; uint256 index; uint256 last; uint256 share;
      mapping(address => uint256) stakes;
      function stake() external payable { total += msg.value; stakes[msg.sender] += msg.value; last = block.timestamp; }
      function settle() external payable { index += msg.value / total; }
      function look() external { share = stakes[msg.sender] / total; index += block.timestamp - last; }
    }`);
    assert.deepEqual(named(code), []);
  });
});

describe("names of entries and fields", () => {
  it("are read from paths", () => {
    assert.equal(fieldNameOf("pools[arg:pid].total", "pools"), "pools.total");
    assert.equal(fieldNameOf("last, sum.total", "sum"), "sum.total");
    assert.equal(fieldNameOf("last, total", "total"), "total");
  });

  it("are those of functions, with or without parameters", () => {
    const code = codeOf(`contract A { function f(uint256) external {} function f() external {} }`);
    assert.deepEqual(labelsOf(code, code.functions), ["A.f"]);
    assert(isAmong(code.functions, "A.f(uint256)") && !isAmong(code.functions, "A.ff"));
  });
});
