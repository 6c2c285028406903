// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title UserCounter
/// @notice Counts the visits of each guest apart, whatever the name of the variable may suggest.
contract UserCounter {
    /// @notice Visits of one guest.
    mapping(address guest => uint256 count) public totalVisits;

    event Visited(address indexed guest, uint256 visits);

    /// @notice Counts a visit of the caller.
    function visit() external returns (uint256 visits) {
        visits = ++totalVisits[msg.sender];
        emit Visited(msg.sender, visits);
    }

    /// @notice Whether a guest has come often enough to be called a regular.
    function isRegular(address guest) external view returns (bool) {
        return totalVisits[guest] >= 3;
    }
}
