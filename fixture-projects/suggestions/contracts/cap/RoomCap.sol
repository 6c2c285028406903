// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title RoomCap
/// @notice Rooms that anybody can open by naming them, with twelve chairs in each.
contract RoomCap {
    uint256 public constant CHAIRS = 12;

    /// @notice Chairs that are taken in a room.
    mapping(bytes32 room => uint256 chairs) public taken;

    /// @notice Whether a guest sits in a room.
    mapping(bytes32 room => mapping(address guest => bool sits)) public sitsIn;

    event Seated(bytes32 indexed room, address indexed guest);

    error RoomFull(bytes32 room);
    error AlreadySeated(bytes32 room);

    /// @notice Takes a chair in a room.
    function sit(bytes32 room) external {
        if (sitsIn[room][msg.sender]) revert AlreadySeated(room);
        if (taken[room] >= CHAIRS) revert RoomFull(room);
        taken[room] += 1;
        sitsIn[room][msg.sender] = true;
        emit Seated(room, msg.sender);
    }
}
