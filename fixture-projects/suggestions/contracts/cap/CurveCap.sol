// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title CurveCap
/// @notice Keys on a bonding curve: each costs more than the one before it.
contract CurveCap {
    uint256 public constant BASE_PRICE = 0.01 ether;
    uint256 public constant STEP = 0.001 ether;

    /// @notice Keys that were bought; they set the price of the next one.
    uint256 public bought;

    /// @notice Keys of one account.
    mapping(address account => uint256 keys) public keysOf;

    error PriceIs(uint256 price);
    error PriceAbove(uint256 limit);

    /// @notice What the next key costs.
    function price() public view returns (uint256) {
        return BASE_PRICE + bought * STEP;
    }

    /// @notice Buys a key for what is sent with the call, and for no more than `limit`.
    function buy(uint256 limit) external payable {
        uint256 cost = price();
        if (cost > limit) revert PriceAbove(limit);
        if (msg.value < cost) revert PriceIs(cost);
        bought += 1;
        keysOf[msg.sender] += 1;
    }
}
