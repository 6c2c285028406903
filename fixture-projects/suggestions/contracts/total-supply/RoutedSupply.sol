// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {RoutedShares} from "./RoutedShares.sol";

/// @title RoutedSupply
/// @notice The only way to the shares: it adds a bonus and passes on for whom they are.
contract RoutedSupply {
    RoutedShares public immutable shares = new RoutedShares();

    event Added(address indexed user, uint256 amount);

    /// @notice Adds shares, and one in ten as a bonus, for the caller.
    function add(uint256 amount) external {
        uint256 bonus = amount / 10;
        shares.addFor(msg.sender, amount + bonus);
        emit Added(msg.sender, amount + bonus);
    }
}
