// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @title Till of a shop
/// @notice Customers pay bills; only the owner, who empties the till, looks at what is in it.
contract BalanceTill is Ownable {
    mapping(address customer => mapping(uint256 bill => uint256)) public paidFor;

    event Paid(address indexed customer, uint256 indexed bill, uint256 amount);
    event Emptied(uint256 amount);

    error PaymentFailed();

    constructor() Ownable(msg.sender) {}

    function pay(uint256 bill) external payable {
        paidFor[msg.sender][bill] += msg.value;
        emit Paid(msg.sender, bill, msg.value);
    }

    /// @notice Sends all to the owner.
    function empty() external onlyOwner {
        uint256 amount = address(this).balance;
        (bool success, ) = msg.sender.call{value: amount}("");
        if (!success) revert PaymentFailed();
        emit Emptied(amount);
    }

    /// @notice What is in the till.
    function content() external view returns (uint256) {
        return address(this).balance;
    }
}
