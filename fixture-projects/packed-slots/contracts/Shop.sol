// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Managed
/// @notice What all shops have: a manager who sets the fee.
abstract contract Managed {
    address public manager;
    uint32 public feeBps;

    error NotManager(address account);

    constructor() {
        manager = msg.sender;
    }

    /// @notice Sets the fee, in hundredths of a per cent.
    function setFee(uint32 feeBps_) external {
        if (msg.sender != manager) revert NotManager(msg.sender);
        feeBps = feeBps_;
    }
}

/// @title Shop
/// @notice Counts sales.
/// @dev `sales` fills up the slot that the base contract has begun.
contract Shop is Managed {
    uint64 public sales;

    /// @notice Purchases of one customer.
    mapping(address customer => uint256 count) public purchasesOf;

    event Sold(address indexed customer, uint256 fee);

    /// @notice Buys something.
    /// @param price In any unit; the event tells the fee in the same one.
    function buy(uint256 price) external {
        sales++;
        purchasesOf[msg.sender]++;
        emit Sold(msg.sender, (price * feeBps) / 10_000);
    }
}
