// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @title RaffleList
/// @notice A raffle: whoever wants is on the list, and the owner draws one of them.
contract RaffleList is Ownable {
    /// @notice All who take part.
    address[] public players;

    /// @notice Who has won; nobody before the draw.
    address public winner;

    event Entered(address indexed player);
    event Drawn(address indexed winner);

    error NoPlayers();

    constructor() Ownable(msg.sender) {}

    /// @notice Takes part.
    function enter() external {
        players.push(msg.sender);
        emit Entered(msg.sender);
    }

    /// @notice Draws the winner.
    /// @param random A random number from outside.
    function draw(uint256 random) external onlyOwner {
        if (players.length == 0) revert NoPlayers();
        winner = players[random % players.length];
        emit Drawn(winner);
    }

    /// @notice How many take part.
    function playerCount() external view returns (uint256) {
        return players.length;
    }
}
