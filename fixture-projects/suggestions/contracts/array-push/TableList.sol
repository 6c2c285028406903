// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title TableList
/// @notice Card games: whoever comes fourth starts the game of the four who wait.
contract TableList {
    uint256 public constant SEATS = 4;

    /// @notice Who waits for a game.
    address[] public waiting;

    /// @notice The game of a player; 0 for none.
    mapping(address player => bytes32 game) public gameOf;

    event Sat(address indexed player);
    event Started(bytes32 indexed game);

    /// @notice Waits for a game, or starts it.
    function sit() external {
        waiting.push(msg.sender);
        emit Sat(msg.sender);
        if (waiting.length == SEATS) _start();
    }

    function _start() private {
        bytes32 game = keccak256(abi.encode(block.number, msg.sender));
        for (uint256 i = 0; i < SEATS; i++) gameOf[waiting[i]] = game;
        delete waiting;
        emit Started(game);
    }
}
