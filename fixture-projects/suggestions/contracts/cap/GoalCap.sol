// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title GoalCap
/// @notice A collection that takes no more than what is missing to its goal, which is set once.
contract GoalCap {
    /// @notice What is collected in all.
    uint256 public immutable GOAL;

    /// @notice What was given so far.
    uint256 public collected;

    /// @notice What one account has given.
    mapping(address account => uint256 amount) public givenBy;

    constructor(uint256 goal) {
        GOAL = goal;
    }

    /// @notice What is missing.
    function missing() public view returns (uint256) {
        return GOAL - collected;
    }

    /// @notice Gives what is sent with the call.
    function give() external payable {
        require(missing() >= msg.value, "GoalCap: more than is missing");
        collected += msg.value;
        givenBy[msg.sender] += msg.value;
    }
}
