// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @title OwnerCounter
/// @notice A quiz: the owner counts the rounds, the players change their answers.
contract OwnerCounter is Ownable {
    /// @notice Rounds that were played so far.
    uint256 public totalRounds;

    /// @notice The answer of a player.
    mapping(address player => bytes32 answer) public answerOf;

    event RoundPlayed();
    event Answered(address indexed player, bytes32 answer);

    constructor() Ownable(msg.sender) {}

    /// @notice Counts a round.
    function playRound() external onlyOwner {
        totalRounds++;
        emit RoundPlayed();
    }

    /// @notice Sets the caller's answer.
    function answer(bytes32 value) external {
        answerOf[msg.sender] = value;
        emit Answered(msg.sender, value);
    }
}
