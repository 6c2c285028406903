// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Scoreboard
/// @notice Remembers the best score of each player and the best of all.
contract Scoreboard {
    /// @notice The best score so far.
    uint256 public best;

    /// @notice Who has reached it.
    address public champion;

    /// @notice The best score of one player.
    mapping(address player => uint256 score) public bestOf;

    event NewChampion(address indexed player, uint256 score);

    error NoProgress(uint256 score, uint256 best);

    /// @notice Hands in a score that is better than the player's last one.
    function submit(uint256 score) external {
        if (score <= bestOf[msg.sender]) revert NoProgress(score, bestOf[msg.sender]);
        bestOf[msg.sender] = score;
        if (score <= best) return;

        best = score;
        champion = msg.sender;
        emit NewChampion(msg.sender, score);
    }
}
