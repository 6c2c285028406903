import { compile } from "../../executor/support/solidity.ts";

/** Who may call is on a list that others keep. */
const SOURCE = `
// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;

import { AccessControl } from "@openzeppelin/contracts/access/AccessControl.sol";

contract Multisig {
  struct Proposal { address to; uint96 value; uint256 confirmations; bool executed; }
  mapping(address => bool) isOwner;                        // slot 0
  Proposal[] proposals;                                    // 1
  mapping(uint256 => mapping(address => bool)) confirmed;  // 2
  uint256 required = 100;                                  // 3

  constructor(address[] memory owners) { for (uint256 i = 0; i < owners.length; i++) isOwner[owners[i]] = true; }
  modifier onlyOwner() { require(isOwner[msg.sender]); _; }
  function submit(address to, uint96 value) external onlyOwner { proposals.push(Proposal(to, value, 0, false)); }
  function confirm(uint256 id) external onlyOwner {
    require(!proposals[id].executed && !confirmed[id][msg.sender]);
    confirmed[id][msg.sender] = true;
    proposals[id].confirmations += 1;
  }
  function revoke(uint256 id) external onlyOwner {
    require(confirmed[id][msg.sender]);
    confirmed[id][msg.sender] = false;
    proposals[id].confirmations -= 1;
  }
}

/** As USDC has it. */
contract Coin {
  address masterMinter = msg.sender;          // slot 0
  mapping(address => bool) minters;           // 1
  mapping(address => uint256) minterAllowed;  // 2
  mapping(address => bool) blacklisted;       // 3
  mapping(address => uint256) balances;       // 4
  uint256 totalSupply;                        // 5

  function configureMinter(address minter, uint256 n) external {
    require(msg.sender == masterMinter);
    minters[minter] = true;
    minterAllowed[minter] = n;
  }
  function mint(address to, uint256 n) external returns (bool) {
    require(minters[msg.sender] && !blacklisted[msg.sender] && !blacklisted[to]);
    require(n <= minterAllowed[msg.sender]);
    totalSupply += n;
    balances[to] += n;
    minterAllowed[msg.sender] -= n;
    return true;
  }
}

contract Rights is AccessControl {
  bytes32 constant PAUSER = keccak256("PAUSER");
  bytes32 constant WORKER = keccak256("WORKER");
  bool paused;                         // slot 1
  mapping(address => uint256) work;    // 2
  uint256 done;                        // 3

  constructor(address[] memory all) {
    for (uint256 i = 0; i < all.length; i++) {
      _grantRole(DEFAULT_ADMIN_ROLE, all[i]);
      _grantRole(PAUSER, all[i]);
      _grantRole(WORKER, all[i]);
    }
  }
  function setPaused(bool on) external onlyRole(PAUSER) { paused = on; }
  function tick() external onlyRole(WORKER) { done += 1; }
  function record() external onlyRole(WORKER) { work[msg.sender] += 1; done += 1; }
}

contract Keepers {
  mapping(address => bool) keepers;    // slot 0
  uint256 last;                        // 1
  mapping(address => uint256) runs;    // 2

  constructor(address[] memory all) { for (uint256 i = 0; i < all.length; i++) keepers[all[i]] = true; }
  function harvest() external { require(keepers[msg.sender]); last += 1; }
  function harvestForFee() external { require(keepers[msg.sender]); last += 1; runs[msg.sender] += 1; }
}

contract Passes {
  mapping(address => bool) pass;        // slot 0
  uint256 visits;                       // 1
  mapping(uint256 => address[]) signed; // 2
  struct Keeper { bool ok; uint64 since; }
  mapping(address => Keeper) keepers;   // 3
  uint256 rate;                         // 4

  constructor(address[] memory all) { for (uint256 i = 0; i < all.length; i++) pass[all[i]] = true; }
  function gift(address to) external payable { require(msg.value == 5); pass[to] = true; }
  function invite(address to) external { require(pass[msg.sender]); pass[to] = true; }
  function visit() external { require(pass[msg.sender]); visits += 1; }
  function sign(uint256 id) external {
    require(pass[msg.sender]);
    for (uint256 i = 0; i < signed[id].length; i++) require(signed[id][i] != msg.sender);
    signed[id].push(msg.sender);
  }
  function hire(address who) external { require(pass[msg.sender]); keepers[who] = Keeper(true, 7); }
  function setRate(uint256 n) external { require(keepers[msg.sender].ok); rate = n; }
}
`;

export const passes = compile(SOURCE, "Passes");
export const multisig = compile(SOURCE, "Multisig");
export const coin = compile(SOURCE, "Coin");
export const rights = compile(SOURCE, "Rights");
export const keepers = compile(SOURCE, "Keepers");
