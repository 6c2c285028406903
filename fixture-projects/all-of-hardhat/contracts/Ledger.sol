// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {console} from "hardhat/console.sol";

/// @title Ledger
/// @notice A sum for everybody, an entry for each user, and what the block says of itself.
contract Ledger {
    /// @notice What all users have put in.
    uint256 public total;

    /// @notice What each user has put in.
    mapping(address user => uint256 amount) public amountOf;

    /// @notice The miner, the time and the random number of the last block that was written down.
    address public miner;
    uint256 public time;
    uint256 public chance;

    /// @notice Puts in an amount.
    function put(uint256 amount) external {
        console.log("put %s", amount);
        total += amount;
        amountOf[msg.sender] += amount;
    }

    /// @notice Writes down what the block says of itself.
    function witness() external {
        miner = block.coinbase;
        time = block.timestamp;
        chance = block.prevrandao;
    }

    /// @notice Counts in a slot that has no name.
    function count() external {
        assembly {
            sstore(0x42, add(sload(0x42), 1))
        }
    }
}
