import { compile } from "./solidity.ts";

const SOURCE = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;
contract Short { uint256 public x; constructor() { x = 1; x = 0; } }
contract Vault {
  uint256 private lock = 1;
  uint256 public limit = 7;
  mapping(address => uint256) public counts;
  modifier guarded() { require(lock == 1); lock = 2; _; lock = 1; }
  function enter() external guarded { counts[msg.sender] += 1; }
  function enterAndFail() external guarded { revert("no"); }
  function tryToEnter() external { try this.enterAndFail() {} catch { counts[msg.sender] += 1; } }
  function setLimit(uint256 to) public { limit = to; }
  function setLimitAndFail(uint256 to) external { limit = to; revert("no"); }
  function setAndTry(uint256 to) external { limit = to; try this.setLimitAndFail(to + 1) {} catch {} }
  function makeShort() external { counts[msg.sender] += new Short().x(); }
  function deposit() external payable {}
  function look() external { counts[msg.sender] = address(this).balance; }
  function burn() external guarded { while (true) {} }
}`;

/** A contract with a storage reentrancy guard (slot 0), a setting (slot 1), and what each user did (slot 2). */
export const vault = compile(SOURCE, "Vault");
