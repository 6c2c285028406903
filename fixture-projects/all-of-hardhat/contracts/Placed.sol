// SPDX-License-Identifier: MIT
pragma solidity ^0.8.29;

/// @title Placed
/// @notice Its variables begin at a slot of its own choice.
contract Placed layout at 0x1234567890 {
    /// @notice What was put in.
    uint256 public sum;

    /// @notice What each user has put in.
    mapping(address user => uint256 amount) public share;

    /// @notice Puts in an amount.
    function put(uint256 amount) external {
        sum += amount;
        share[msg.sender] += amount;
    }
}
