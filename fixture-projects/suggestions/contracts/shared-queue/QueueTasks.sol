// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {DoubleEndedQueue} from "@openzeppelin/contracts/utils/structs/DoubleEndedQueue.sol";

/// @title To-do lists
/// @notice Everybody has a queue of tasks of the own.
contract QueueTasks {
    using DoubleEndedQueue for DoubleEndedQueue.Bytes32Deque;

    mapping(address account => DoubleEndedQueue.Bytes32Deque) private _jobs;

    event Done(address indexed account, bytes32 indexed task);

    function post(bytes32 task) external {
        _jobs[msg.sender].pushBack(task);
    }

    function finish() external {
        emit Done(msg.sender, _jobs[msg.sender].popFront());
    }

    function waiting(address account) external view returns (uint256) {
        return _jobs[account].length();
    }
}
