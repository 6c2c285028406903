// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @title Subscriptions
/// @notice Many subscribe to the same plan, whose entry they only read.
contract KeyCatalog is Ownable {
    mapping(uint256 plan => uint256) public priceOf;
    mapping(address subscriber => mapping(uint256 plan => uint256)) public paidUntil;

    event Subscribed(address indexed subscriber, uint256 indexed plan);

    error WrongPayment(uint256 expected, uint256 paid);

    constructor() Ownable(msg.sender) {}

    function setPrice(uint256 plan, uint256 price) external onlyOwner {
        priceOf[plan] = price;
    }

    function subscribe(uint256 plan) external payable {
        if (msg.value != priceOf[plan]) revert WrongPayment(priceOf[plan], msg.value);
        paidUntil[msg.sender][plan] = block.timestamp + 30 days;
        emit Subscribed(msg.sender, plan);
    }
}
