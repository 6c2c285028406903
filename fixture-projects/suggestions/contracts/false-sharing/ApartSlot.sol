// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title ApartSlot
/// @notice A keeper posts prices, users redeem coupons; the switch has a slot to itself.
contract ApartSlot {
    address public immutable keeper;

    /// @notice Whether coupons can be redeemed.
    bool public redeemEnabled = true;

    /// @notice The price that was posted last.
    uint256 public price;

    /// @notice How many prices were posted.
    uint64 public round;

    /// @notice Coupons of a user that were redeemed.
    mapping(address user => uint256 coupons) public redeemedBy;

    error NotKeeper(address account);
    error RedeemDisabled();

    constructor(address keeper_) {
        keeper = keeper_;
    }

    /// @notice Posts a price.
    function post(uint256 price_) external {
        if (msg.sender != keeper) revert NotKeeper(msg.sender);
        price = price_;
        round += 1;
    }

    /// @notice Redeems some coupons.
    function redeem(uint256 coupons) external {
        if (!redeemEnabled) revert RedeemDisabled();
        redeemedBy[msg.sender] += coupons;
    }
}
