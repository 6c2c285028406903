// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Dice by the chain's randomness
/// @notice What is rolled comes from the block and the player; no seed is stored.
contract DiceRandao {
    mapping(address player => uint256) public lastRollOf;

    event Rolled(address indexed player, uint256 roll);

    function roll() external {
        bytes32 seed = keccak256(abi.encode(block.prevrandao, msg.sender, lastRollOf[msg.sender]));
        lastRollOf[msg.sender] = (uint256(seed) % 6) + 1;
        emit Rolled(msg.sender, lastRollOf[msg.sender]);
    }
}
