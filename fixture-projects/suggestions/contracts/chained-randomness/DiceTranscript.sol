// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Transcripts of games
/// @notice All moves of a game are bound by a chain of hashes; games have nothing to do with each other.
contract DiceTranscript {
    mapping(uint256 game => bytes32) public transcriptOf;

    event Moved(uint256 indexed game, address indexed player, uint256 move);

    function play(uint256 game, uint256 move) external {
        transcriptOf[game] = keccak256(abi.encode(transcriptOf[game], msg.sender, move));
        emit Moved(game, msg.sender, move);
    }
}
