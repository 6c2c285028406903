// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IdSource} from "./IdSource.sol";

/// @title TaskIds
/// @notice A list of things to do that many share: each task is done by whoever has added it.
contract TaskIds is IdSource {
    /// @notice Who has to do a task; nobody any more once it is done.
    mapping(uint256 taskId => address doer) public doerOf;

    event Added(uint256 indexed taskId, bytes32 title);
    event Done(uint256 indexed taskId);

    error NotYours(uint256 taskId);

    /// @notice Adds a task.
    function add(bytes32 title) external {
        uint256 taskId = _newId();
        doerOf[taskId] = msg.sender;
        emit Added(taskId, title);
    }

    /// @notice Marks one of the caller's tasks as done.
    function finish(uint256 taskId) external {
        if (doerOf[taskId] != msg.sender) revert NotYours(taskId);
        doerOf[taskId] = address(0);
        emit Done(taskId);
    }
}
