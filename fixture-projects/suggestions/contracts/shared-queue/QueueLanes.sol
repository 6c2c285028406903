// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Lanes of a toll station
/// @notice Each lane has a queue of its own: who drives into one does not meet who drives into another.
contract QueueLanes {
    struct Lane {
        uint256 head;
        uint256 tail;
        mapping(uint256 position => address) cars;
    }

    mapping(uint256 lane => Lane) private _lanes;

    event Entered(uint256 indexed lane, address indexed car);
    event Passed(uint256 indexed lane, address indexed car);

    error LaneEmpty(uint256 lane);

    function enter(uint256 lane) external {
        Lane storage queue = _lanes[lane];
        queue.cars[queue.tail++] = msg.sender;
        emit Entered(lane, msg.sender);
    }

    function pass(uint256 lane) external {
        Lane storage queue = _lanes[lane];
        if (queue.head == queue.tail) revert LaneEmpty(lane);
        address car = queue.cars[queue.head];
        delete queue.cars[queue.head++];
        emit Passed(lane, car);
    }

    function waiting(uint256 lane) external view returns (uint256) {
        return _lanes[lane].tail - _lanes[lane].head;
    }
}
