// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Dice with a seed for each player
/// @notice A player's rolls are a chain of their own.
contract DicePersonal {
    mapping(address player => bytes32) private _seed;
    mapping(address player => uint256) public lastRollOf;

    event Rolled(address indexed player, uint256 roll);

    function roll() external {
        bytes32 seed = keccak256(abi.encode(_seed[msg.sender], msg.sender, block.prevrandao));
        _seed[msg.sender] = seed;
        lastRollOf[msg.sender] = (uint256(seed) % 6) + 1;
        emit Rolled(msg.sender, lastRollOf[msg.sender]);
    }
}
