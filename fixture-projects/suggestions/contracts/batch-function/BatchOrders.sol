// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Standing orders
/// @notice Orders are kept under their maker, so that a batch is about the caller's own.
contract BatchOrders {
    mapping(address maker => mapping(uint256 order => uint256)) public amountOf;

    event Placed(address indexed maker, uint256 orders);
    event Cancelled(address indexed maker, uint256 indexed order);

    error LengthsDiffer();

    function placeMany(uint256[] calldata orders, uint256[] calldata amounts) external {
        if (orders.length != amounts.length) revert LengthsDiffer();
        for (uint256 i = 0; i < orders.length; ++i) {
            amountOf[msg.sender][orders[i]] += amounts[i];
        }
        emit Placed(msg.sender, orders.length);
    }

    function cancelMany(uint256[] calldata orders) external {
        mapping(uint256 => uint256) storage own = amountOf[msg.sender];
        for (uint256 i = 0; i < orders.length; ++i) {
            delete own[orders[i]];
            emit Cancelled(msg.sender, orders[i]);
        }
    }
}
