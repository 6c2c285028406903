// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title EventHistory
/// @notice A chat: what is said is in the events, and only there.
contract EventHistory {
    struct Message {
        address from;
        bytes32 room;
        string content;
    }

    event Said(Message message);

    error EmptyMessage();

    /// @notice The longest message so far, of one account.
    mapping(address account => uint256 length) public longestOf;

    /// @notice Says something in a room.
    function say(bytes32 room, string calldata content) external {
        uint256 length = bytes(content).length;
        if (length == 0) revert EmptyMessage();
        if (length > longestOf[msg.sender]) longestOf[msg.sender] = length;
        emit Said(Message(msg.sender, room, content));
    }
}
