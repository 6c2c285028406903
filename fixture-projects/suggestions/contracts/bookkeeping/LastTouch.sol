// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title LastTouch
/// @notice Remembers who has used something last, and in which block.
abstract contract LastTouch {
    /// @notice Who has used it last.
    address public lastCaller;

    /// @notice When.
    uint64 public lastBlock;

    function _touch() internal {
        lastCaller = msg.sender;
        lastBlock = uint64(block.number);
    }
}
