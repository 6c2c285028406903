// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title JackpotCounter
/// @notice Collects money until there is enough: whose gift makes it enough ends it.
contract JackpotCounter {
    uint256 public immutable goal;

    uint256 public raised;

    bool public reached;

    mapping(address account => uint256 amount) public givenBy;

    event Given(address indexed account, uint256 amount);
    event Reached(address indexed account);

    error Over();

    constructor(uint256 goal_) {
        goal = goal_;
    }

    /// @notice Gives what is sent with the call.
    function contribute() external payable {
        if (reached) revert Over();
        givenBy[msg.sender] += msg.value;
        raised += msg.value;
        emit Given(msg.sender, msg.value);
        if (raised >= goal) {
            reached = true;
            emit Reached(msg.sender);
        }
    }
}
