import { compile } from "./solidity.ts";

const SOURCE = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;
contract Child { uint256 public x = 7; constructor() payable {} function die(address payable to) external { selfdestruct(to); } }
contract Lab {
  uint256 public total;
  uint256 private lock = 1;
  mapping(address => uint256) public counts;
  address public last;
  event Done(address indexed who, uint256 total);
  function increment() external { total += 1; emit Done(msg.sender, total); }
  function own() external { counts[msg.sender] += 1; }
  function guarded() external { require(lock == 1); lock = 2; counts[msg.sender] += 1; lock = 1; }
  function fail() external { total += 1; revert("no"); }
  function burn() external { counts[msg.sender] = 1; while (true) {} }
  function deposit() external payable {}
  function pay(address payable to, uint256 amount) external { (bool ok, ) = to.call{value: amount}(""); emit Done(to, ok ? 1 : 0); }
  function balanceOfSelf() external { counts[msg.sender] = address(this).balance; }
  function balanceOf(address a) external { counts[msg.sender] = a.balance; }
  function coinbaseBalance() external { counts[msg.sender] = block.coinbase.balance; }
  function make() external payable returns (address a) { a = address(new Child{value: msg.value}()); last = a; }
  function make2(bytes32 salt) external returns (address a) { a = address(new Child{salt: salt}()); last = a; }
  function makeAndKill(address payable to) external payable { Child c = new Child{value: msg.value}(); c.die(to); }
  function kill(address c, address payable to) external { Child(c).die(to); }
  function codeOf(address a) external { counts[msg.sender] = a.code.length + uint256(a.codehash) % 1000; }
  function clear() external { total = 0; }
  function env() external { counts[msg.sender] = uint256(keccak256(abi.encode(block.number, block.timestamp, block.prevrandao, block.basefee, block.gaslimit, block.chainid, tx.gasprice, tx.origin, blockhash(block.number - 1), block.blobbasefee))); }
  function transientUse() external { assembly { tstore(0, add(tload(0), 1)) sstore(99, tload(0)) } }
  function precompiles(bytes calldata d) external { counts[msg.sender] = uint256(sha256(d)) ^ uint256(uint160(ripemd160(d))) ^ uint256(uint160(ecrecover(keccak256(d), 27, bytes32(uint256(1)), bytes32(uint256(2))))); }
}`;
/** A contract that does a bit of everything that transactions can disturb each other with. */
export const lab = compile(SOURCE, "Lab");
