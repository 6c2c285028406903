// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title BranchList
/// @notice Members of a society with sixteen branches, and room for so many in all.
contract BranchList {
    uint256 public constant BRANCHES = 16;
    uint256 public constant ROOM = 300;

    address[][16] private _members;

    /// @notice Who has the card of a member.
    mapping(address account => bool joined) public hasJoined;

    error NoRoom();

    /// @notice How many there are in all branches.
    function memberCount() public view returns (uint256 count) {
        for (uint256 i = 0; i < BRANCHES; i++) count += _members[i].length;
    }

    /// @notice Joins the branch that the address says.
    function join() external {
        if (memberCount() >= ROOM) revert NoRoom();
        hasJoined[msg.sender] = true;
        _members[uint160(msg.sender) % BRANCHES].push(msg.sender);
    }
}
