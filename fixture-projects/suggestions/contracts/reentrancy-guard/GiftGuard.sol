// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {GuardedPayments} from "./GuardedPayments.sol";

/// @title GiftGuard
/// @notice Gifts of ETH, which whoever gets one fetches.
contract GiftGuard is GuardedPayments {
    event Given(address indexed from, address indexed to, uint256 amount, bytes32 wish);

    error EmptyGift();

    /// @notice Gives what is sent with the call to somebody.
    function give(address to, bytes32 wish) external payable nonReentrant {
        if (msg.value == 0) revert EmptyGift();
        _credit(to, msg.value);
        emit Given(msg.sender, to, msg.value, wish);
    }
}
