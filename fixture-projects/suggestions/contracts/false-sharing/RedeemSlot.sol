// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title RedeemSlot
/// @notice A keeper posts prices for the site; users redeem their coupons, whatever the price is.
contract RedeemSlot {
    address public immutable keeper;

    /// @notice The price that was posted last.
    uint128 public price;

    /// @notice How many prices were posted.
    uint64 public round;

    /// @notice Whether coupons can be redeemed.
    bool public redeemEnabled = true;

    /// @notice Coupons of a user.
    mapping(address user => uint256 coupons) public couponsOf;

    error NotKeeper(address account);
    error RedeemDisabled();

    constructor(address keeper_) {
        keeper = keeper_;
    }

    /// @notice Posts a price.
    function post(uint128 price_) external {
        if (msg.sender != keeper) revert NotKeeper(msg.sender);
        price = price_;
        round += 1;
    }

    /// @notice Takes some coupons.
    function take(uint256 coupons) external {
        couponsOf[msg.sender] += coupons;
    }

    /// @notice Gives some of the caller's coupons in.
    function redeem(uint256 coupons) external {
        if (!redeemEnabled) revert RedeemDisabled();
        couponsOf[msg.sender] -= coupons;
    }
}
