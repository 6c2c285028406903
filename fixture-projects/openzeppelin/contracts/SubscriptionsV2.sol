// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Subscriptions} from "./Subscriptions.sol";

/// @title SubscriptionsV2
/// @notice The next version: one account can pay for another.
contract SubscriptionsV2 is Subscriptions {
    event Given(address indexed from, address indexed to, uint256 indexed plan);

    /// @notice Pays for 30 days more of somebody else's.
    function give(address to, uint256 plan) external payable {
        _extend(to, plan);
        emit Given(msg.sender, to, plan);
    }
}
