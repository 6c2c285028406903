// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title UserNumberedHistory
/// @notice Letters that users write to themselves, numbered for each of them.
contract UserNumberedHistory {
    /// @notice How many letters a user has written.
    mapping(address user => uint256 count) public letterCount;

    /// @notice The letter of a user with a number.
    mapping(address user => mapping(uint256 number => bytes32 letter)) public letters;

    event Written(address indexed user, bytes32 letter);

    /// @notice Keeps a letter of the caller.
    function write(bytes32 letter) external {
        letters[msg.sender][letterCount[msg.sender]++] = letter;
        emit Written(msg.sender, letter);
    }
}
