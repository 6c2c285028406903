// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title LastSeen
/// @notice When each user was here last, and where.
contract LastSeen {
    /// @notice When a user was here last; a Unix time.
    mapping(address user => uint256 time) public lastSeen;

    /// @notice Where a user was last.
    mapping(address user => bytes32 place) public lastPlace;

    event Seen(address indexed user, bytes32 place);

    /// @notice Checks in at a place.
    function checkIn(bytes32 place) external {
        lastSeen[msg.sender] = block.timestamp;
        lastPlace[msg.sender] = place;
        emit Seen(msg.sender, place);
    }
}
