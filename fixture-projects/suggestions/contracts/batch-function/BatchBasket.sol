// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @title Basket
/// @notice A purchase of many goods reads the entry of each, and changes one of the buyer's.
contract BatchBasket is Ownable {
    mapping(uint256 good => uint256) public priceOf;
    mapping(address buyer => uint256) public spentBy;

    event Bought(address indexed buyer, uint256[] goods);

    error WrongPayment(uint256 expected, uint256 paid);

    constructor() Ownable(msg.sender) {}

    function setPrices(uint256[] calldata goods, uint256[] calldata prices) external onlyOwner {
        for (uint256 i = 0; i < goods.length; ++i) {
            priceOf[goods[i]] = prices[i];
        }
    }

    function buyMany(uint256[] calldata goods) external payable {
        uint256 total;
        for (uint256 i = 0; i < goods.length; ++i) {
            total += priceOf[goods[i]];
        }
        if (msg.value != total) revert WrongPayment(total, msg.value);
        spentBy[msg.sender] += total;
        emit Bought(msg.sender, goods);
    }
}
