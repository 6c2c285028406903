// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @title Offers above a floor
/// @notice The owner raises the floor; an offer is compared with it, and does not change it.
contract BidFloor is Ownable {
    uint256 public highestBid;
    mapping(address bidder => uint256) public offerOf;

    event FloorRaised(uint256 floor);
    event Offered(address indexed bidder, uint256 amount);

    error TooLow(uint256 floor);

    constructor(uint256 floor) Ownable(msg.sender) {
        highestBid = floor;
    }

    function raiseFloor(uint256 floor) external onlyOwner {
        if (floor <= highestBid) revert TooLow(highestBid);
        highestBid = floor;
        emit FloorRaised(floor);
    }

    function offer(uint256 amount) external {
        if (amount <= highestBid) revert TooLow(highestBid);
        offerOf[msg.sender] = amount;
        emit Offered(msg.sender, amount);
    }
}
