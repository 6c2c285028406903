// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @title EpochNonce
/// @notice Sealed answers of players: the owner's nonce makes those of older games worthless.
contract EpochNonce is Ownable {
    /// @notice The nonce of the current game.
    uint256 public nonce;

    /// @notice What a player has answered in a game.
    mapping(bytes32 key => bytes32 answer) private _answers;

    event GameStarted(uint256 nonce);
    event Answered(address indexed player);

    constructor() Ownable(msg.sender) {}

    /// @notice Starts the next game.
    function start() external onlyOwner {
        nonce++;
        emit GameStarted(nonce);
    }

    /// @notice Answers in the current game.
    function seal(bytes32 hash) external {
        _answers[keccak256(abi.encode(msg.sender, nonce))] = hash;
        emit Answered(msg.sender);
    }

    /// @notice A player's answer in the current game.
    function answerOf(address player) external view returns (bytes32) {
        return _answers[keccak256(abi.encode(player, nonce))];
    }
}
