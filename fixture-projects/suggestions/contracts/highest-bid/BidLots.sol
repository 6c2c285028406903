// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Auctions of many lots
/// @notice Bidders of different lots have nothing to do with each other.
contract BidLots {
    struct Lot {
        uint256 highestBid;
        address highestBidder;
    }

    mapping(uint256 lot => Lot) public lots;

    event HighestBid(uint256 indexed lot, address indexed bidder, uint256 amount);

    error BidTooLow(uint256 highestBid);

    function bid(uint256 lot, uint256 amount) external {
        Lot storage current = lots[lot];
        if (amount <= current.highestBid) revert BidTooLow(current.highestBid);
        current.highestBid = amount;
        current.highestBidder = msg.sender;
        emit HighestBid(lot, msg.sender, amount);
    }
}
