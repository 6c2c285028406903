// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title OperatedSlot
/// @notice Something that one account operates.
abstract contract OperatedSlot {
    /// @notice Who operates it.
    address public operator;

    error NotOperator(address account);

    constructor(address operator_) {
        operator = operator_;
    }

    modifier onlyOperator() {
        if (msg.sender != operator) revert NotOperator(msg.sender);
        _;
    }
}
