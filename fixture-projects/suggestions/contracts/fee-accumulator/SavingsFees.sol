// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {FeeBase} from "./FeeBase.sol";

/// @title SavingsFees
/// @notice Savings accounts with a fee on what is paid in and on what is paid out.
contract SavingsFees is FeeBase {
    /// @notice The savings of an account.
    mapping(address account => uint256 amount) public savingsOf;

    event Deposited(address indexed account, uint256 net);
    event Withdrawn(address indexed account, uint256 net);

    error PaymentFailed();

    /// @notice Saves what is sent with the call, less the fee.
    function deposit() external payable {
        uint256 net = _charge(msg.value);
        savingsOf[msg.sender] += net;
        emit Deposited(msg.sender, net);
    }

    /// @notice Pays a part of the caller's savings out, less the fee.
    function withdraw(uint256 amount) external {
        savingsOf[msg.sender] -= amount;
        uint256 net = _charge(amount);
        emit Withdrawn(msg.sender, net);
        (bool success, ) = msg.sender.call{value: net}("");
        if (!success) revert PaymentFailed();
    }
}
