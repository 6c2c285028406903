// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

import {QuotaBase} from "./QuotaBase.sol";

/// @title DepositCap
/// @notice A vault in its guarded launch: deposits are limited in all, and the owner moves the limit.
contract DepositCap is QuotaBase, Ownable {
    /// @notice The deposit of one account.
    mapping(address account => uint256 amount) public depositOf;

    event Deposited(address indexed account, uint256 amount);
    event Withdrawn(address indexed account, uint256 amount);

    error PaymentFailed();

    constructor(uint256 depositCap_) QuotaBase(depositCap_) Ownable(msg.sender) {}

    /// @notice Deposits what is sent with the call.
    function deposit() external payable {
        _use(msg.value);
        depositOf[msg.sender] += msg.value;
        emit Deposited(msg.sender, msg.value);
    }

    /// @notice Takes from the caller's deposit.
    function withdraw(uint256 amount) external {
        depositOf[msg.sender] -= amount;
        _free(amount);
        emit Withdrawn(msg.sender, amount);
        (bool success, ) = msg.sender.call{value: amount}("");
        if (!success) revert PaymentFailed();
    }

    /// @notice Moves the limit.
    function setCap(uint256 depositCap_) external onlyOwner {
        _setCap(depositCap_);
    }
}
