// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title English auction
/// @notice Each bid must be higher than all before it; who is outbid fetches the own ETH.
contract BidAuction {
    uint256 public highestBid;
    address public highestBidder;
    mapping(address bidder => uint256) public returnsOf;

    event HighestBid(address indexed bidder, uint256 amount);

    error BidTooLow(uint256 highestBid);
    error PaymentFailed();

    function bid() external payable {
        if (msg.value <= highestBid) revert BidTooLow(highestBid);
        returnsOf[highestBidder] += highestBid;
        highestBidder = msg.sender;
        highestBid = msg.value;
        emit HighestBid(msg.sender, msg.value);
    }

    /// @notice Pays back what the caller was outbid with.
    function fetch() external {
        uint256 amount = returnsOf[msg.sender];
        returnsOf[msg.sender] = 0;
        (bool success, ) = msg.sender.call{value: amount}("");
        if (!success) revert PaymentFailed();
    }
}
