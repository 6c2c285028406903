// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {DoubleEndedQueue} from "@openzeppelin/contracts/utils/structs/DoubleEndedQueue.sol";

/// @title Jobs
/// @notice Anybody posts jobs, and anybody takes the one that waits longest.
contract QueueDeque {
    using DoubleEndedQueue for DoubleEndedQueue.Bytes32Deque;

    DoubleEndedQueue.Bytes32Deque private _jobs;

    event Posted(bytes32 indexed job);
    event Taken(bytes32 indexed job, address indexed worker);

    function post(bytes32 job) external {
        _jobs.pushBack(job);
        emit Posted(job);
    }

    function take() external {
        emit Taken(_jobs.popFront(), msg.sender);
    }

    function waiting() external view returns (uint256) {
        return _jobs.length();
    }
}
