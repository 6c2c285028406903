// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title LastSale
/// @notice Cakes that get cheaper by one coin each minute until somebody buys one.
contract LastSale {
    uint256 public constant PRICE = 100;

    /// @notice When a cake was sold last; a Unix time.
    uint256 public lastSaleAt = block.timestamp;

    /// @notice What a customer owes for cakes.
    mapping(address customer => uint256 coins) public owedBy;

    event Sold(address indexed customer, uint256 price);

    /// @notice Buys a cake on credit.
    function buy() external {
        uint256 price = currentPrice();
        lastSaleAt = block.timestamp;
        owedBy[msg.sender] += price;
        emit Sold(msg.sender, price);
    }

    /// @notice The price of a cake now.
    function currentPrice() public view returns (uint256) {
        uint256 discount = (block.timestamp - lastSaleAt) / 1 minutes;
        return discount < PRICE ? PRICE - discount : 0;
    }
}
