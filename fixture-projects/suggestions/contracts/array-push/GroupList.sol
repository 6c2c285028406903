// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title GroupList
/// @notice Groups of hikers, each with a list of its members, one of whom leads the way for a day.
contract GroupList {
    mapping(uint256 groupId => address[] members) private _members;

    /// @notice Who leads a group.
    mapping(uint256 groupId => address leader) public leaderOf;

    event Joined(uint256 indexed groupId, address indexed member);

    error NoMembers(uint256 groupId);

    /// @notice Puts the caller on the list of a group.
    function join(uint256 groupId) external {
        address[] storage members = _members[groupId];
        members.push(msg.sender);
        emit Joined(groupId, msg.sender);
    }

    /// @notice Has the member lead whose turn it is.
    function lead(uint256 groupId) external {
        uint256 count = _members[groupId].length;
        if (count == 0) revert NoMembers(groupId);
        leaderOf[groupId] = _members[groupId][(block.timestamp / 1 days) % count];
    }
}
