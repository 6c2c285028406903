// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title UserList
/// @notice Shopping lists: every user has one.
contract UserList {
    mapping(address user => bytes32[] items) private _lists;

    event Added(address indexed user, bytes32 item);
    event Bought(address indexed user, bytes32 item);

    error NothingToBuy();

    /// @notice Puts something on the caller's list.
    function add(bytes32 item) external {
        _lists[msg.sender].push(item);
        emit Added(msg.sender, item);
    }

    /// @notice Takes the last item off the caller's list.
    function buyLast() external {
        bytes32[] storage list = _lists[msg.sender];
        if (list.length == 0) revert NothingToBuy();
        bytes32 item = list[list.length - 1];
        list.pop();
        emit Bought(msg.sender, item);
    }

    /// @notice What is on a user's list.
    function listOf(address user) external view returns (bytes32[] memory) {
        return _lists[user];
    }
}
