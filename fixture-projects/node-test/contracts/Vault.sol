// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Vault
/// @notice Keeps ETH for its owners.
contract Vault {
    /// @notice Wei of one owner.
    mapping(address owner => uint256 amount) public depositOf;

    /// @notice Wei of all owners.
    uint256 public totalDeposits;

    event Deposited(address indexed owner, uint256 amount);
    event Withdrawn(address indexed owner, uint256 amount);

    error InsufficientDeposit(uint256 requested, uint256 available);
    error PaymentFailed();

    /// @notice Adds to the caller's deposit.
    function deposit() external payable {
        depositOf[msg.sender] += msg.value;
        totalDeposits += msg.value;
        emit Deposited(msg.sender, msg.value);
    }

    /// @notice Pays a part of the caller's deposit back.
    function withdraw(uint256 amount) external {
        uint256 available = depositOf[msg.sender];
        if (amount > available) revert InsufficientDeposit(amount, available);
        depositOf[msg.sender] = available - amount;
        totalDeposits -= amount;

        (bool paid, ) = msg.sender.call{value: amount}("");
        if (!paid) revert PaymentFailed();
        emit Withdrawn(msg.sender, amount);
    }

    /// @notice Moves a part of the caller's deposit to another owner.
    function move(address to, uint256 amount) external {
        uint256 available = depositOf[msg.sender];
        if (amount > available) revert InsufficientDeposit(amount, available);
        depositOf[msg.sender] = available - amount;
        depositOf[to] += amount;
    }
}
