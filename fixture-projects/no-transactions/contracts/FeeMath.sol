// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title FeeMath
/// @notice Works out fees. It has no state.
contract FeeMath {
    uint256 public constant BASIS_POINTS = 10_000;

    error FeeTooHigh(uint256 feeBps);

    /// @notice The fee on an amount, rounded up.
    /// @param feeBps In hundredths of a per cent; at most 10,000.
    function fee(uint256 amount, uint256 feeBps) public pure returns (uint256) {
        if (feeBps > BASIS_POINTS) revert FeeTooHigh(feeBps);
        return (amount * feeBps + BASIS_POINTS - 1) / BASIS_POINTS;
    }

    /// @notice What is left of an amount after the fee.
    function net(uint256 amount, uint256 feeBps) external pure returns (uint256) {
        return amount - fee(amount, feeBps);
    }
}
