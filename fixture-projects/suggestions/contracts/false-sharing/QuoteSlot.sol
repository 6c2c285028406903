// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title QuoteSlot
/// @notice A keeper quotes a price for a while, and users buy at it.
contract QuoteSlot {
    address public immutable keeper;

    /// @notice The price of one unit.
    uint128 public price;

    /// @notice Until when the price holds; a Unix time.
    uint64 public validUntil;

    /// @notice What a user has to pay.
    mapping(address user => uint256 amount) public debtOf;

    event Bought(address indexed user, uint256 units, uint256 price);

    error NotKeeper(address account);
    error QuoteTooOld(uint256 validUntil);

    constructor(address keeper_) {
        keeper = keeper_;
    }

    /// @notice Quotes a price.
    function quote(uint128 price_, uint64 validUntil_) external {
        if (msg.sender != keeper) revert NotKeeper(msg.sender);
        price = price_;
        validUntil = validUntil_;
    }

    /// @notice Buys at the price that holds.
    function buy(uint256 units) external {
        if (block.timestamp > validUntil) revert QuoteTooOld(validUntil);
        debtOf[msg.sender] += units * price;
        emit Bought(msg.sender, units, price);
    }
}
