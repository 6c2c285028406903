// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

/// @title TransientGuard
/// @notice Keeps ETH for each account, behind a guard in transient storage.
contract TransientGuard is ReentrancyGuardTransient {
    /// @notice What is kept for an account.
    mapping(address account => uint256 amount) public balanceOf;

    event Withdrawn(address indexed account, uint256 amount);

    error PaymentFailed();

    /// @notice Keeps what is sent with the call.
    function deposit() external payable nonReentrant {
        balanceOf[msg.sender] += msg.value;
    }

    /// @notice Pays out of what is kept for the caller.
    function withdraw(uint256 amount) external nonReentrant {
        balanceOf[msg.sender] -= amount;
        (bool success, ) = msg.sender.call{value: amount}("");
        if (!success) revert PaymentFailed();
        emit Withdrawn(msg.sender, amount);
    }
}
