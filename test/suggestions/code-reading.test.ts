import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { ContractCode } from "../../src/internal/suggestions/code/contract-code.ts";
import { looksAtBalance } from "../../src/internal/suggestions/code/looks-at-balance.ts";
import { ingredientsOf } from "../../src/internal/suggestions/code/ingredients.ts";
import { mentionsOf } from "../../src/internal/suggestions/code/mentions.ts";
import { paymentsToMany } from "../../src/internal/suggestions/code/payments.ts";
import { usesOf } from "../../src/internal/suggestions/code/uses.ts";
import { isAtLeast } from "../../src/internal/suggestions/code/versions.ts";
import { compile, contractNamed } from "../slot-naming/support/compile.ts";
import { codeNamed, codesOf, solidity } from "./support/refactored.ts";

const codeOf = (body: string, pragma?: string) => {
  const project = codesOf(solidity(body, pragma));
  return { project, code: codeNamed(project, "A") };
};

describe("paymentsToMany", () => {
  const kindsOf = (members: string) =>
    paymentsToMany(codeOf(`contract A { address payable[] list; ${members} }`).code).map(
      ({ kind }) => kind,
    );

  it("finds loops by way of internal functions, copies in memory and locals", () => {
    assert.deepEqual(
      kindsOf(`function f() external { _all(list); }
function _all(address payable[] memory all) private {
  uint256 i;
  while (i < all.length) { address payable one = all[i++]; _one(one); }
}
function _one(address payable to) private { to.transfer(1); }`),
      ["transfer"],
    );
  });

  it("finds recipients that are passed, and in mappings", () => {
    assert.deepEqual(
      kindsOf(`mapping(uint256 => address payable) byId;
function f(address payable[] calldata to) external { for (uint256 i; i < to.length; i++) to[i].send(1); }
function g(uint256 n) external { for (uint256 i; i < n; i++) { (bool ok, ) = byId[i].call{value: 1}(""); ok; } }`),
      ["send", "call"],
    );
  });

  it("leaves out the sender, one recipient, and what is no loop", () => {
    assert.deepEqual(
      kindsOf(`address payable treasury;
function f(uint256[] calldata ids) external {
  for (uint256 i; i < ids.length; i++) payable(msg.sender).transfer(ids[i]);
  for (uint256 i; i < ids.length; i++) treasury.transfer(ids[i]);
  list[0].transfer(1);
}`),
      [],
    );
  });

  it("does not take what a loop begins with for its rounds", () => {
    assert.deepEqual(
      kindsOf("function f() external { for (bool ok = list[0].send(1); ok; ok = false) { ok; } }"),
      [],
    );
  });
});

describe("looksAtBalance", () => {
  const placesIn = (members: string) =>
    looksAtBalance(
      codeOf(`library L {
  function some() internal view returns (uint256) { return address(this).balance; }
  function by() internal view returns (uint256) { return some(); }
}
contract A { uint256 balance; ${members} }`).code,
    ).map(({ function: one }) => one.name);

  it("finds it in Solidity, in assembly and in libraries", () => {
    assert.deepEqual(
      placesIn(`function a() external view returns (uint256) { return payable(address(this)).balance; }
function b() external view returns (uint256 r) { assembly { r := selfbalance() } }
function c() external view returns (uint256 r) { assembly { r := balance(address()) } }
function d() external view returns (uint256) { return L.by(); }`),
      ["a", "b", "c", "d"],
    );
  });

  it("leaves out others' balances and variables of that name", () => {
    assert.deepEqual(
      placesIn(`function a() external view returns (uint256) { return msg.sender.balance + balance; }
function b() external view returns (uint256 r) { assembly { r := balance(caller()) } }`),
      [],
    );
  });
});

describe("ingredientsOf", () => {
  it("follows locals, parameters and arguments to where they come from", () => {
    const { code } = codeOf(`contract A {
  mapping(address => uint256) sums;
  address[] list;
  function f(uint256 n, address[] calldata others) external payable {
    address one = list[n];
    if (n > 1) one = others[0];
    _add(one, msg.value);
  }
  function g() external { _add(msg.sender, 1); }
  function _add(address to, uint256 v) private { sums[to] += v; }
}`);
    const sums = code.variable("sums");
    assert(sums !== undefined);
    const [use] = usesOf(code, sums);
    const [step] = use?.steps ?? [];
    assert(use !== undefined && step?.kind === "index");
    const made = ingredientsOf(code, step.key, use.function).map((one) => {
      switch (one.kind) {
        case "sender":
          return "sender";
        case "context":
          return one.name;
        case "state":
          return one.variable.name;
        case "argument":
          return String(one.node.fields.name);
      }
    });
    assert.deepEqual(made.toSorted(), ["list", "n", "others", "sender"]);
  });
});

describe("mentionsOf", () => {
  it("finds what names a variable anywhere in its compilation, getters asked by others too", () => {
    const { project, code } =
      codeOf(`contract A { uint256 public x; function f() external { x++; } }
contract B is A { function g() external { x = 2; } }
contract C { function h(A a) external view returns (uint256) { return a.x(); } }`);
    const variable = code.variable("x");
    assert(variable !== undefined);
    assert.equal(mentionsOf(project, variable).length, 3);
  });
});

describe("mentionsOf, over several compilations,", () => {
  const A =
    "// SPDX-License-Identifier: MIT\npragma solidity ^0.8.20;\ncontract A { uint256 public x; function f() external { x++; } }";
  const B = `import {A} from "./a.sol"; contract Z { uint256 z; } contract B { function g(A a) external view returns (uint256) { return a.x(); } }`;
  const inOne = (sources: Readonly<Record<string, string>>, name: string) =>
    ContractCode.of(contractNamed(compile(sources), name)) ?? assert.fail(`no ${name}`);
  const alone = inOne({ "a.sol": A }, "A");
  const asked = inOne({ "Ab.sol": `pragma solidity ^0.8.20; ${B}`, "a.sol": A }, "B");
  const variable = alone.variable("x") ?? assert.fail("no x");
  const shown = (project: readonly ContractCode[]) =>
    mentionsOf(project, variable).map(({ node, source }) => `${source.path} ${node.nodeType}`);

  it("finds what only another one has, and each place once", () => {
    assert.deepEqual(shown([alone]), ["a.sol Identifier"]);
    assert.deepEqual(shown([asked, alone]), ["a.sol Identifier", "Ab.sol MemberAccess"]);
    // Those of its own come as the files that it has itself.
    const [own] = mentionsOf([asked, alone], variable);
    assert(own?.source === variable.source);
  });
});

describe("isAtLeast", () => {
  it("compares by number, and by the first difference", () => {
    assert(isAtLeast("0.8.25", [0, 8, 25]));
    assert(isAtLeast("0.10.1+commit.1", [0, 8, 25]));
    assert(isAtLeast("1.0.0", [0, 8, 25]));
    assert(!isAtLeast("0.8.9", [0, 8, 25]));
    assert(!isAtLeast("0.7.99", [0, 8, 25]));
  });
});
