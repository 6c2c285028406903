// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Dice with a chain of seeds
/// @notice Each roll makes the seed of the next one, so that nobody knows it before.
contract DiceChain {
    bytes32 private _seed;
    mapping(address player => uint256) public lastRollOf;

    event Rolled(address indexed player, uint256 roll);

    constructor(bytes32 seed) {
        _seed = seed;
    }

    function roll() external {
        _seed = keccak256(abi.encode(_seed, msg.sender, block.prevrandao));
        uint256 rolled = (uint256(_seed) % 6) + 1;
        lastRollOf[msg.sender] = rolled;
        emit Rolled(msg.sender, rolled);
    }
}
