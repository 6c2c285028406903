import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { advise, adviseAll, type Meeting } from "./support/advise.ts";

const engines = ["key-based"] as const;

describe("a lock in a struct or a namespace", () => {
  const UPGRADEABLE = "@openzeppelin/contracts-upgradeable/utils/ReentrancyGuardUpgradeable.sol";
  /** As OpenZeppelin Contracts 5.0 has it. */
  const files = {
    [UPGRADEABLE]: `// SPDX-License-Identifier: MIT
      pragma solidity ^0.8.20;
      abstract contract ReentrancyGuardUpgradeable {
        /// @custom:storage-location erc7201:openzeppelin.storage.ReentrancyGuard
        struct ReentrancyGuardStorage { uint256 _status; }
        error ReentrancyGuardReentrantCall();
        function _getReentrancyGuardStorage() private pure returns (ReentrancyGuardStorage storage $) {
          assembly { $.slot := 0x9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f00 }
        }
        modifier nonReentrant() { _nonReentrantBefore(); _; _nonReentrantAfter(); }
        function _nonReentrantBefore() private {
          ReentrancyGuardStorage storage $ = _getReentrancyGuardStorage();
          if ($._status == 2) revert ReentrancyGuardReentrantCall();
          $._status = 2;
        }
        function _nonReentrantAfter() private { _getReentrancyGuardStorage()._status = 1; }
      }`,
  };

  it("of OpenZeppelin's upgradeable contracts", () => {
    const finding = advise(
      `import {ReentrancyGuardUpgradeable} from "${UPGRADEABLE}";
      contract A is ReentrancyGuardUpgradeable { uint256 x; function f() external nonReentrant { x = 1; } }`,
      {
        variable: "ReentrancyGuardStorage",
        path: "ReentrancyGuardStorage._status",
        functions: ["f"],
        engines,
        into: null,
      },
      { files },
    );
    assert.equal(finding?.rule, "reentrancy-guard");
    assert.match(finding.message, /^A\.f sets and clears the lock of ReentrancyGuardUpgradeable,/);
    assert.match(
      finding.refactor,
      /in place of ReentrancyGuardUpgradeable, and without its initializer$/,
    );
  });

  const inStruct = (body: string, at: Partial<Meeting> = {}) =>
    advise(`contract A { struct S { bool locked; uint256 x; } S state; ${body} }`, {
      variable: "state",
      path: "state.locked",
      functions: ["f"],
      engines,
      into: null,
      ...at,
    });

  it("of a contract's own", () => {
    const finding = inStruct(
      "modifier lock() { require(!state.locked); state.locked = true; _; state.locked = false; } function f() external lock { state.x++; }",
    );
    assert.equal(finding?.rule, "reentrancy-guard");
    assert.equal(finding.message, "A.f sets and clears state.locked, one lock for all users.");
    assert.match(finding.refactor, /^bool private transient locked;/);
  });

  it("is none that one function sets and another one clears: these are states of the contract", () => {
    for (const body of [
      "function f() external { require(!state.locked); state.locked = true; } function g() external { require(state.locked); state.locked = false; }",
      "function f() external { require(!state.locked); state.locked = true; state.x++; } function g() external { state.locked = false; }",
      "function f() external { require(!state.locked); state.locked = true; } function g() external { delete state.locked; }",
    ]) {
      assert.equal(inStruct(body), undefined, body);
      assert.equal(inStruct(body, { functions: ["f", "g"] }), undefined, body);
    }
  });

  it("is none that is set for good, or another member", () => {
    const once = "function f() external { require(!state.locked); state.locked = true; }";
    assert.equal(inStruct(once), undefined);
    const other =
      "function f() external { require(!state.locked); state.locked = true; state.x++; state.locked = false; }";
    assert.equal(inStruct(other, { path: "state.x" })?.rule, undefined);
  });
});

describe("a lock of a contract that another one makes", () => {
  const lock =
    "uint256 unlocked = 1; mapping(address => uint256) bal; modifier lock() { require(unlocked == 1); unlocked = 0; _; unlocked = 1; } function f() external lock { bal[msg.sender]++; }";
  const said = (other: string, by = "F.make") =>
    advise(`contract A { ${lock} } contract F { mapping(address => A) of_; ${other} }`, {
      variable: "unlocked",
      functions: [],
      others: ["A.f"],
      by: [by],
      verdict: "overwritten",
      conflictsLeft: 5,
    });

  it("is told, though making it sets it", () => {
    const finding = said("function make() external { of_[msg.sender] = new A(); }");
    assert.equal(finding?.rule, "reentrancy-guard");
    assert.match(finding.message, /^A\.f sets and clears unlocked, one lock for all users\.$/);
    assert.match(finding.evidence.join(" "), /But for F\.make, by which it is made/);
  });

  it("is not where another one sets it that does not make it", () => {
    const open = "function make() external { of_[msg.sender].f(); }";
    assert.notEqual(said(open)?.rule, "reentrancy-guard");
  });
});

describe("a balance that prices shares", () => {
  const SPLITTER = `contract A { mapping(address => uint256) public shares; uint256 public totalShares; uint256 x;
    function f() external payable {
      uint256 s = totalShares == 0 ? msg.value : (msg.value * totalShares) / (address(this).balance - msg.value);
      shares[msg.sender] += s; totalShares += s;
    } OTHER }`;
  const total: Meeting = {
    variable: "totalShares",
    functions: ["f"],
    into: ["storage"],
    places: ["A.shares[msg.sender]", "A.totalShares"],
  };
  const balance = (...functions: string[]): Meeting => ({
    variable: "",
    path: "address(this).balance",
    class: "balance",
    functions,
    into: null,
  });

  it("is no balance to be done without", () => {
    const rules = adviseAll(SPLITTER.replace("OTHER", ""), [total, balance("f")]).map(
      ({ rule }) => rule,
    );
    assert.deepEqual(rules, ["vault-price"]);
  });

  it("but where another call looks at it, that one is", () => {
    const other = "function g() external { x = address(this).balance; }";
    const found = adviseAll(SPLITTER.replace("OTHER", other), [total, balance("f", "g")]);
    assert.deepEqual(found.map(({ rule }) => rule).sort(), ["eth-balance", "vault-price"]);
    assert.match(found.find(({ rule }) => rule === "eth-balance")?.message ?? "", /^A\.g looks at/);
  });
});

describe("a balance that is looked at when nobody pays in any more", () => {
  const raise = (reader: string, payers = "") =>
    advise(
      `contract A { uint256 end; bool done; address payable to; mapping(address => uint256) at;
        function f() external payable { require(block.timestamp < end); at[msg.sender] = msg.value; }
        ${payers} ${reader} }`,
      {
        variable: "balance",
        class: "balance",
        path: "address(this).balance",
        functions: ["f", "g"],
        into: null,
      },
    )?.rule;

  it("meets nobody", () => {
    assert.equal(
      raise(
        "function g() external { require(block.timestamp >= end); to.transfer(address(this).balance); }",
      ),
      undefined,
    );
  });

  it("meets those who pay meanwhile, or by another way", () => {
    const late =
      "function g() external { require(block.timestamp >= end); to.transfer(address(this).balance / 2); }";
    assert.equal(
      raise("function g() external { to.transfer(address(this).balance / 2); }"),
      "eth-balance",
    );
    assert.equal(raise(late, "receive() external payable {}"), "eth-balance");
    assert.equal(
      raise(
        "function g() external payable { require(block.timestamp >= end); to.transfer(address(this).balance / 2); }",
      ),
      "eth-balance",
    );
  });

  it("is emptied for one account, and for nothing else", () => {
    for (const [reader, rule] of [
      ["function g() external { to.transfer(address(this).balance); }", undefined],
      [
        'event E(uint256 v); function g() external { uint256 all = address(this).balance; (bool ok, ) = to.call{value: all}(""); require(ok); emit E(all); }',
        undefined,
      ],
      // It goes to whoever calls, or is told to whom, or decides on something.
      [
        "function g() external { payable(msg.sender).transfer(address(this).balance); }",
        "eth-balance",
      ],
      [
        "function g(address payable who) external { who.transfer(address(this).balance); }",
        "eth-balance",
      ],
      [
        "function g() external { uint256 all = address(this).balance; require(all > 5); to.transfer(all); }",
        "eth-balance",
      ],
    ] as const) {
      assert.equal(raise(reader), rule, reader);
    }
  });
});
