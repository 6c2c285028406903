// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Bids side by side
/// @notice Each bidder has a bid of the own, and can only raise it. Who has won is seen when all are read.
contract BidSealed {
    mapping(address bidder => uint256) public highestBid;

    event Raised(address indexed bidder, uint256 amount);

    error BidTooLow(uint256 highestBid);

    function bid(uint256 amount) external {
        if (amount <= highestBid[msg.sender]) revert BidTooLow(highestBid[msg.sender]);
        highestBid[msg.sender] = amount;
        emit Raised(msg.sender, amount);
    }

    /// @notice The best of some bidders.
    function best(address[] calldata bidders) external view returns (address winner) {
        for (uint256 i = 0; i < bidders.length; ++i) {
            if (highestBid[bidders[i]] > highestBid[winner]) winner = bidders[i];
        }
    }
}
