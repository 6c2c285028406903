// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @title KeeperSlot
/// @notice Opening hours and prices of a pool, which the owner keeps; guests book lanes for hours.
contract KeeperSlot is Ownable {
    /// @notice The hour at which the pool opens.
    uint32 public opensAt = 8;

    /// @notice The price of a lane, for the poster at the door.
    uint64 public price = 20;

    /// @notice The lane that a guest has booked for an hour; 0 if none.
    mapping(address guest => mapping(uint256 hour => uint256 lane)) public laneOf;

    event Booked(address indexed guest, uint256 hour, uint256 lane);

    constructor() Ownable(msg.sender) {}

    /// @notice Changes the hour.
    function setOpensAt(uint32 hour) external onlyOwner {
        opensAt = hour;
    }

    /// @notice Changes the price.
    function setPrice(uint64 price_) external onlyOwner {
        price = price_;
    }

    /// @notice Books a lane. The owner will refuse what cannot be.
    function book(uint256 hour, uint256 lane) external {
        laneOf[msg.sender][hour] = lane;
        emit Booked(msg.sender, hour, lane);
    }
}
