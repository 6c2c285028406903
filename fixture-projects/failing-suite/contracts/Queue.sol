// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Queue
/// @notice Gives out numbers, one for each person who waits.
contract Queue {
    /// @notice The last number that was given out.
    uint256 public last;

    /// @notice The number of one person; 0 for those who do not wait.
    mapping(address person => uint256 number) public numberOf;

    /// @notice What a person has noted down while waiting.
    mapping(address person => uint256 note) public noteOf;

    error AlreadyWaiting(address person);

    /// @notice Takes the next number.
    function enter() external {
        if (numberOf[msg.sender] != 0) revert AlreadyWaiting(msg.sender);
        last += 1;
        numberOf[msg.sender] = last;
    }

    /// @notice Notes something down.
    function write(uint256 note) external {
        noteOf[msg.sender] = note;
    }
}
