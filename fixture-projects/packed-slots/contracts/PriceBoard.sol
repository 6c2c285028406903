// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title PriceBoard
/// @notice A keeper posts prices; users redeem vouchers. Neither needs what the other one writes.
contract PriceBoard {
    address public immutable keeper;

    /// @dev False sharing: the keeper writes the price with each post, users only ask whether
    /// redeeming is enabled, and all three are in one slot.
    uint128 public price;
    uint64 public postedAt;
    bool public redeemEnabled = true;

    /// @notice Vouchers of a user.
    mapping(address user => uint256 amount) public vouchersOf;

    error NotKeeper(address account);
    error RedeemDisabled();
    error NoVouchers();

    constructor(address keeper_) {
        keeper = keeper_;
    }

    /// @notice Posts a price.
    function post(uint128 price_) external {
        if (msg.sender != keeper) revert NotKeeper(msg.sender);
        price = price_;
        postedAt = uint64(block.timestamp);
    }

    /// @notice Takes one voucher for the caller.
    function join() external {
        vouchersOf[msg.sender] += 1;
    }

    /// @notice Gives the caller's vouchers in.
    function redeem() external {
        if (!redeemEnabled) revert RedeemDisabled();
        if (vouchersOf[msg.sender] == 0) revert NoVouchers();
        vouchersOf[msg.sender] = 0;
    }
}
