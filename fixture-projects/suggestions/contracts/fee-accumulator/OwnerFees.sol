// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @title OwnerFees
/// @notice Orders of customers, which the owner settles at a fee.
contract OwnerFees is Ownable {
    /// @notice Fees of all orders that were settled.
    uint256 public totalFees;

    /// @notice What a customer has ordered and the owner has not settled.
    mapping(address customer => uint256 amount) public openOf;

    event Ordered(address indexed customer, uint256 amount);
    event Settled(address indexed customer, uint256 amount, uint256 fee);

    error NothingOpen(address customer);

    constructor() Ownable(msg.sender) {}

    /// @notice Orders for an amount.
    function order(uint256 amount) external {
        openOf[msg.sender] += amount;
        emit Ordered(msg.sender, amount);
    }

    /// @notice Settles all that a customer has ordered.
    function settle(address customer) external onlyOwner {
        uint256 amount = openOf[customer];
        if (amount == 0) revert NothingOpen(customer);
        openOf[customer] = 0;
        totalFees += amount / 10;
        emit Settled(customer, amount, amount / 10);
    }
}
