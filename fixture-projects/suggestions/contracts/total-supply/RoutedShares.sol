// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title RoutedShares
/// @notice Shares of users, who come by one other contract.
contract RoutedShares {
    address public immutable desk = msg.sender;

    /// @notice The shares of all users.
    uint256 public totalShares;

    /// @notice The shares of a user.
    mapping(address user => uint256 amount) public sharesOf;

    error OnlyDesk();

    /// @notice Adds shares for a user.
    function addFor(address user, uint256 amount) external {
        if (msg.sender != desk) revert OnlyDesk();
        sharesOf[user] += amount;
        totalShares += amount;
    }
}
