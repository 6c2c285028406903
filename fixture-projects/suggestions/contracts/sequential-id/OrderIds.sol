// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title OrderIds
/// @notice Orders of a workshop, numbered from 1, which whoever has placed them may cancel.
contract OrderIds {
    struct Order {
        address customer;
        uint96 quantity;
    }

    /// @notice The id of the next order.
    uint256 public nextOrderId = 1;

    /// @notice What was ordered under an id.
    mapping(uint256 orderId => Order order) public orders;

    event Placed(uint256 indexed orderId, address indexed customer, uint96 quantity);
    event Cancelled(uint256 indexed orderId);

    error NotYourOrder(uint256 orderId);

    /// @notice Places an order.
    function place(uint96 quantity) external returns (uint256 orderId) {
        orderId = nextOrderId++;
        orders[orderId] = Order(msg.sender, quantity);
        emit Placed(orderId, msg.sender, quantity);
    }

    /// @notice Cancels one of the caller's orders.
    function cancel(uint256 orderId) external {
        if (orders[orderId].customer != msg.sender) revert NotYourOrder(orderId);
        delete orders[orderId];
        emit Cancelled(orderId);
    }
}
