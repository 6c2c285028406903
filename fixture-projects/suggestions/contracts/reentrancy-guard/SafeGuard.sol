// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";

/// @title SafeGuard
/// @notice Keeps ETH for each account.
contract SafeGuard is ReentrancyGuard {
    /// @notice What is kept for an account.
    mapping(address account => uint256 amount) public balanceOf;

    event Deposited(address indexed account, uint256 amount);
    event Withdrawn(address indexed account, uint256 amount);

    error NotEnough(uint256 requested, uint256 owned);
    error PaymentFailed();

    /// @notice Keeps what is sent with the call.
    function deposit() external payable nonReentrant {
        balanceOf[msg.sender] += msg.value;
        emit Deposited(msg.sender, msg.value);
    }

    /// @notice Pays out of what is kept for the caller.
    function withdraw(uint256 amount) external nonReentrant {
        uint256 owned = balanceOf[msg.sender];
        if (amount > owned) revert NotEnough(amount, owned);
        balanceOf[msg.sender] = owned - amount;
        (bool success, ) = msg.sender.call{value: amount}("");
        if (!success) revert PaymentFailed();
        emit Withdrawn(msg.sender, amount);
    }
}
