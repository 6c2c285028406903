// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title CardStack
/// @notice A stack of cards, without an array.
library CardStack {
    struct Stack {
        uint256 size;
        mapping(uint256 place => uint256 card) cards;
    }

    error EmptyStack();

    /// @notice Puts a card on top.
    function push(Stack storage self, uint256 card) internal {
        self.cards[self.size] = card;
        self.size += 1;
    }

    /// @notice Takes the card on top.
    function pop(Stack storage self) internal returns (uint256 card) {
        if (self.size == 0) revert EmptyStack();
        self.size -= 1;
        card = self.cards[self.size];
        delete self.cards[self.size];
    }
}
