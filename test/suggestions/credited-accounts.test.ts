import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { advise, adviseAll } from "./support/advise.ts";

const TAKE =
  "function take() external { uint256 v = credit[msg.sender]; credit[msg.sender] = 0; payable(msg.sender).transfer(v); }";

/** What is said of an entry of `credit` to which calls of `f` add. */
const said = (members: string, path = "credit[another account]") =>
  advise(
    `abstract contract Ownable { address private _owner = msg.sender; modifier onlyOwner() { require(msg.sender == _owner); _; }
      function owner() public view returns (address) { return _owner; }
      function transferOwnership(address a) external onlyOwner { _owner = a; } }
    contract A is Ownable { address treasury; address a; address b; mapping(address => uint256) public credit; mapping(address => uint256) public bought;
      ${members} ${TAKE} }`,
    {
      variable: "credit",
      path,
      functions: ["f"],
      verdict: "commutative",
      inSuite: true,
      notForUsers: ["setTreasury", "transferOwnership"],
    },
  );

describe("fees that are credited to accounts", () => {
  it("stay of the account that they were credited to, though it changes", () => {
    const set = "function setTreasury(address t) external onlyOwner { treasury = t; }";
    const finding = said(
      `${set} function f() external payable { credit[treasury] += msg.value / 10; bought[msg.sender] += msg.value; }`,
    );
    assert.equal(finding?.rule, "fee-accumulator");
    const lines = finding.refactor.split("\n");
    for (const line of [
      "mapping(address => uint256[16]) private _fees; // what an account has not been credited yet",
      "_fees[treasury][uint160(msg.sender) % 16] += msg.value / 10; // instead of crediting credit[treasury]",
      "uint256 fees;",
      "for (uint256 i = 0; i < 16; i++) { fees += _fees[account][i]; _fees[account][i] = 0; }",
      "credit[account] += fees;",
    ]) {
      assert(lines.includes(line), line);
    }
    assert.match(finding.refactor, /A\.setTreasury may change treasury: whoever it was keeps/);
  });

  it("are of an owner as the code names it", () => {
    const finding = said(
      "function f(address s) external payable { uint256 fee = msg.value / 20; credit[owner()] += fee; credit[s] += msg.value - fee; }",
    );
    assert.equal(finding?.rule, "fee-accumulator");
    assert.match(finding.refactor, /^_fees\[owner\(\)\]\[.* \+= fee; /m);
    assert.match(finding.refactor, /A\.transferOwnership may change _owner/);
  });

  it("are split for all who share them", () => {
    const finding = said(
      "function f() external payable { uint256 n = msg.value / 10; credit[a] += n * 60 / 100; credit[b] += n - n * 60 / 100; bought[msg.sender] += msg.value - n; }",
    );
    assert(finding !== undefined);
    assert.match(finding.message, /credits the entries of the same accounts .* a and b\.$/);
    assert.match(finding.refactor, /^_fees\[a\]\[.* \+= n \* 60 \/ 100; /m);
    assert.match(finding.refactor, /^_fees\[b\]\[.* \+= n - n \* 60 \/ 100; /m);
    assert.doesNotMatch(finding.refactor, /may change/);
  });

  it("are not of an account that only the constructor or an owner's function names", () => {
    const add = "function _add(address to, uint256 v) private { credit[to] += v; }";
    const f =
      "function f(address to) external payable { _add(to, msg.value); bought[msg.sender]++; }";
    assert.notEqual(
      said(`constructor() { _add(treasury, 5); } ${add} ${f}`)?.rule,
      "fee-accumulator",
    );
    const grant = "function setTreasury() external onlyOwner { _add(treasury, 5); }";
    assert.notEqual(said(`${add} ${f} ${grant}`)?.rule, "fee-accumulator");
  });
});

describe("a fee of a token's own, which each transfer credits to a treasury", () => {
  const said2 = (update: string) =>
    adviseAll(
      `abstract contract Token { mapping(address => uint256) internal _balances; uint256 supply;
        function _update(address from, address to, uint256 value) internal virtual {
          if (from == address(0)) supply += value; else { require(_balances[from] >= value); _balances[from] -= value; }
          if (to == address(0)) supply -= value; else _balances[to] += value; }
        function transfer(address to, uint256 v) external { _update(msg.sender, to, v); }
        function burn(uint256 v) external { _update(msg.sender, address(0), v); }
        function _mint(address to, uint256 v) internal { _update(address(0), to, v); } }
      contract A is Token { address immutable treasury; constructor(address t) { treasury = t; _mint(t, 1e20); } ${update} }`,
      [
        {
          variable: "_balances",
          path: "_balances[another account]",
          functions: ["transfer"],
          verdict: "commutative",
          own: "30",
          lowering: ["transfer"],
          inSuite: true,
        },
      ],
    )[0]?.rule;

  it("is found beside what each takes from the own entry", () => {
    assert.equal(
      said2(
        "function _update(address f, address t, uint256 v) internal override { if (f != address(0) && t != address(0)) { uint256 fee = v / 30; super._update(f, treasury, fee); v -= fee; } super._update(f, t, v); }",
      ),
      "fee-accumulator",
    );
  });

  it("is none where transfers have no fee, or the account's own entry is lowered", () => {
    assert.equal(said2(""), undefined);
    assert.equal(
      said2(
        "function _update(address f, address t, uint256 v) internal override { if (f != address(0) && t != address(0)) { super._update(f, treasury, v / 30); super._update(treasury, t, v); } else super._update(f, t, v); }",
      ),
      undefined,
    );
  });

  it("stays tokens where a library moves them", () => {
    const path = "@openzeppelin/contracts/Token.sol";
    const finding = advise(
      `import "${path}";
      contract A is Token { address immutable treasury; constructor(address t) { treasury = t; }
        function _update(address f, address t, uint256 v) internal override { super._update(f, treasury, v / 30); super._update(f, t, v - v / 30); } }`,
      {
        variable: "_balances",
        path: "_balances[another account]",
        functions: ["transfer"],
        verdict: "commutative",
        own: "30",
        lowering: ["transfer"],
        inSuite: true,
      },
      {
        hasPackages: true,
        files: {
          [path]: `// SPDX-License-Identifier: MIT
            pragma solidity ^0.8.20;
            abstract contract Token { mapping(address => uint256) private _balances;
              function balanceOf(address a) public view returns (uint256) { return _balances[a]; }
              function _update(address from, address to, uint256 value) internal virtual { _balances[from] -= value; _balances[to] += value; }
              function transfer(address to, uint256 v) external { _update(msg.sender, to, v); } }`,
        },
      },
    );
    assert.equal(finding?.rule, "fee-accumulator");
    assert.match(
      finding.refactor,
      /^_feeAccount\(treasury, uint160\(msg\.sender\) % 16\) \/\/ instead of treasury/m,
    );
    assert.match(
      finding.refactor,
      /^for .* super\._update\(_feeAccount\(to, i\), to, balanceOf\(_feeAccount\(to, i\)\)\);$/m,
    );
  });
});
