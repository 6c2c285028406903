// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Heap} from "@openzeppelin/contracts/utils/structs/Heap.sol";

/// @title Asks in order of price
/// @notice Sellers post prices; a buyer takes the lowest one.
contract QueueHeap {
    using Heap for Heap.Uint256Heap;

    Heap.Uint256Heap private _asks;

    event Posted(address indexed seller, uint256 price);
    event Taken(address indexed buyer, uint256 price);

    function post(uint256 price) external {
        _asks.insert(price);
        emit Posted(msg.sender, price);
    }

    function take() external {
        emit Taken(msg.sender, _asks.pop());
    }

    function lowest() external view returns (uint256) {
        return _asks.peek();
    }
}
