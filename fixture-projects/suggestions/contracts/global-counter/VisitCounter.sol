// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title VisitCounter
/// @notice A guest book: everybody leaves a note, and the site shows how many visits there were.
contract VisitCounter {
    /// @notice Visits of all guests, for the statistics on the site.
    uint256 public totalVisits;

    /// @notice The note that a guest has left last.
    mapping(address guest => bytes32 note) public noteOf;

    event Visited(address indexed guest, bytes32 note);

    error EmptyNote();

    /// @notice Leaves a note, or replaces the caller's one.
    function visit(bytes32 note) external {
        if (note == bytes32(0)) revert EmptyNote();
        totalVisits++;
        noteOf[msg.sender] = note;
        emit Visited(msg.sender, note);
    }
}
