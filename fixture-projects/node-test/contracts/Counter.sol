// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Counter
/// @notice Goes up, and down again by those who moved it up.
contract Counter {
    /// @notice Steps of all users.
    int256 public value;

    /// @notice Steps of one user.
    mapping(address user => uint256 steps) public stepsOf;

    error NoStepsLeft(address user);

    /// @notice One step up.
    function up() external {
        value += 1;
        stepsOf[msg.sender] += 1;
    }

    /// @notice Takes one of the caller's steps back.
    function down() external {
        if (stepsOf[msg.sender] == 0) revert NoStepsLeft(msg.sender);
        value -= 1;
        stepsOf[msg.sender] -= 1;
    }
}
