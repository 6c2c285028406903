// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";

/// @title FriendSet
/// @notice The friends of each user.
contract FriendSet {
    using EnumerableSet for EnumerableSet.AddressSet;

    mapping(address user => EnumerableSet.AddressSet friends) private _friendsOf;

    event Befriended(address indexed user, address indexed friend);
    event Unfriended(address indexed user, address indexed friend);

    error AlreadyFriend(address friend);
    error NotFriend(address friend);

    /// @notice Makes somebody a friend of the caller.
    function befriend(address friend) external {
        if (!_friendsOf[msg.sender].add(friend)) revert AlreadyFriend(friend);
        emit Befriended(msg.sender, friend);
    }

    /// @notice Ends it.
    function unfriend(address friend) external {
        if (!_friendsOf[msg.sender].remove(friend)) revert NotFriend(friend);
        emit Unfriended(msg.sender, friend);
    }

    /// @notice The friends of a user.
    function friendsOf(address user) external view returns (address[] memory) {
        return _friendsOf[user].values();
    }
}
