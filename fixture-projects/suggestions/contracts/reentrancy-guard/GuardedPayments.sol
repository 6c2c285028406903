// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";

/// @title GuardedPayments
/// @notice Credits of accounts, paid out on request and guarded against reentrant calls.
abstract contract GuardedPayments is ReentrancyGuard {
    /// @notice What an account can have paid out.
    mapping(address account => uint256 amount) public creditOf;

    error NoCredit(address account);
    error PaymentFailed();

    /// @notice Pays the caller's credit out.
    function payOut() external nonReentrant {
        uint256 amount = creditOf[msg.sender];
        if (amount == 0) revert NoCredit(msg.sender);
        creditOf[msg.sender] = 0;
        (bool success, ) = msg.sender.call{value: amount}("");
        if (!success) revert PaymentFailed();
    }

    function _credit(address account, uint256 amount) internal {
        creditOf[account] += amount;
    }
}
