// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @title Dice with the house's seed
/// @notice The house chains its seeds, once a day; players only read the one of today.
contract DiceHouse is Ownable {
    bytes32 public seed;
    mapping(address player => uint256) public lastRollOf;

    event Reseeded(bytes32 seed);

    constructor(bytes32 seed_) Ownable(msg.sender) {
        seed = seed_;
    }

    function reseed(bytes32 secret) external onlyOwner {
        seed = keccak256(abi.encode(seed, secret));
        emit Reseeded(seed);
    }

    function roll(uint256 salt) external {
        uint256 number = uint256(keccak256(abi.encode(seed, msg.sender, salt)));
        lastRollOf[msg.sender] = (number % 6) + 1;
    }
}
