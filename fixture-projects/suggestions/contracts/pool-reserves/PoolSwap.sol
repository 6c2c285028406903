// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title Market for gems
/// @notice Gems, kept in a book of the market's own, are bought and sold for ETH: the product of the reserves stays.
contract PoolSwap {
    uint256 public reserveEth;
    uint256 public reserveGems;
    mapping(address account => uint256) public gemsOf;

    event Bought(address indexed account, uint256 paid, uint256 gems);
    event Sold(address indexed account, uint256 gems, uint256 received);

    error TooLittle(uint256 out, uint256 minimum);
    error PaymentFailed();

    constructor(uint256 gems) payable {
        reserveEth = msg.value;
        reserveGems = gems;
    }

    function buy(uint256 minimum) external payable {
        uint256 gems = Math.mulDiv(reserveGems, msg.value, reserveEth + msg.value);
        if (gems < minimum) revert TooLittle(gems, minimum);
        reserveEth += msg.value;
        reserveGems -= gems;
        gemsOf[msg.sender] += gems;
        emit Bought(msg.sender, msg.value, gems);
    }

    function sell(uint256 gems, uint256 minimum) external {
        uint256 amount = Math.mulDiv(reserveEth, gems, reserveGems + gems);
        if (amount < minimum) revert TooLittle(amount, minimum);
        gemsOf[msg.sender] -= gems;
        reserveGems += gems;
        reserveEth -= amount;
        (bool success, ) = msg.sender.call{value: amount}("");
        if (!success) revert PaymentFailed();
        emit Sold(msg.sender, gems, amount);
    }
}
