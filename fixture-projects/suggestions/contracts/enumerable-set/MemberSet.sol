// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";

/// @title MemberSet
/// @notice A forum that everybody can join and quit; members post.
contract MemberSet {
    using EnumerableSet for EnumerableSet.AddressSet;

    EnumerableSet.AddressSet private _members;

    /// @notice The last post of a member.
    mapping(address member => bytes32 post) public postOf;

    event Joined(address indexed member);
    event Quit(address indexed member);

    error AlreadyMember();
    error NotMember();

    /// @notice Joins.
    function join() external {
        if (!_members.add(msg.sender)) revert AlreadyMember();
        emit Joined(msg.sender);
    }

    /// @notice Quits.
    function quit() external {
        if (!_members.remove(msg.sender)) revert NotMember();
        emit Quit(msg.sender);
    }

    /// @notice Posts something.
    function post(bytes32 content) external {
        if (!_members.contains(msg.sender)) revert NotMember();
        postOf[msg.sender] = content;
    }

    /// @notice All members.
    function members() external view returns (address[] memory) {
        return _members.values();
    }
}
