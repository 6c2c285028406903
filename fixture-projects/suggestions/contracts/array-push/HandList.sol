// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {CardStack} from "./CardStack.sol";

/// @title HandList
/// @notice Cards on the hands of players. `push` and `pop` are those of a library, on a stack of each player.
contract HandList {
    using CardStack for CardStack.Stack;

    mapping(address player => CardStack.Stack hand) private _hands;

    event Taken(address indexed player, uint256 card);
    event Played(address indexed player, uint256 card);

    /// @notice Takes a card.
    function take(uint256 card) external {
        _hands[msg.sender].push(card);
        emit Taken(msg.sender, card);
    }

    /// @notice Plays the card that the caller has taken last.
    function play() external returns (uint256 card) {
        card = _hands[msg.sender].pop();
        emit Played(msg.sender, card);
    }

    /// @notice How many cards a player has.
    function cardsOf(address player) external view returns (uint256) {
        return _hands[player].size;
    }
}
