// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title LastSpeaker
/// @notice A round of talks in which nobody may speak twice in a row.
contract LastSpeaker {
    /// @notice Who has spoken last.
    address public lastSpeaker;

    /// @notice What an account has said last.
    mapping(address speaker => bytes32 words) public wordsOf;

    event Said(address indexed speaker, bytes32 words);

    error NotYourTurn();

    /// @notice Says something.
    function say(bytes32 words) external {
        if (msg.sender == lastSpeaker) revert NotYourTurn();
        lastSpeaker = msg.sender;
        wordsOf[msg.sender] = words;
        emit Said(msg.sender, words);
    }
}
