// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

import {MemberListBase} from "./MemberListBase.sol";

/// @title CommitteeList
/// @notice A club that everybody can join, and whose owner appoints one of the members as chair.
contract CommitteeList is MemberListBase, Ownable {
    /// @notice The name of the chair.
    bytes32 public chair;

    /// @notice Whether an account has joined.
    mapping(address account => bool joined) public hasJoined;

    event Joined(address indexed account, bytes32 name);
    event ChairAppointed(bytes32 name);

    error AlreadyJoined();

    constructor() Ownable(msg.sender) {}

    /// @notice Joins under a name.
    function join(bytes32 name) external {
        if (hasJoined[msg.sender]) revert AlreadyJoined();
        hasJoined[msg.sender] = true;
        _enlist(msg.sender, name);
        emit Joined(msg.sender, name);
    }

    /// @notice Appoints a member.
    function appoint(uint256 index) external onlyOwner {
        chair = _members[index].name;
        emit ChairAppointed(chair);
    }
}
