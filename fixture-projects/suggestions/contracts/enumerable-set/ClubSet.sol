// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";

/// @title ClubSet
/// @notice Clubs of any name, each with a set of members.
contract ClubSet {
    using EnumerableSet for EnumerableSet.AddressSet;

    mapping(bytes32 club => EnumerableSet.AddressSet members) private _membersOf;

    event Joined(bytes32 indexed club, address indexed member);

    error AlreadyMember(bytes32 club);

    /// @notice Joins a club; the first to do so founds it.
    function join(bytes32 club) external {
        if (!_membersOf[club].add(msg.sender)) revert AlreadyMember(club);
        emit Joined(club, msg.sender);
    }

    /// @notice The members of a club.
    function membersOf(bytes32 club) external view returns (address[] memory) {
        return _membersOf[club].values();
    }
}
