// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @title News in a queue
/// @notice The owner fills and advances the queue; readers confirm what stands in front, and move no pointer.
contract QueueNews is Ownable {
    uint256 private _head;
    uint256 private _tail;
    mapping(uint256 number => bytes32) private _news;
    mapping(address reader => bytes32) public confirmedBy;

    event Confirmed(address indexed reader, bytes32 indexed item);

    error NoNews();

    constructor() Ownable(msg.sender) {}

    function publish(bytes32 item) external onlyOwner {
        _news[_tail++] = item;
    }

    function advance() external onlyOwner {
        if (_head == _tail) revert NoNews();
        delete _news[_head++];
    }

    function confirm() external {
        if (_head == _tail) revert NoNews();
        confirmedBy[msg.sender] = _news[_head];
        emit Confirmed(msg.sender, _news[_head]);
    }

    function waiting() external view returns (uint256) {
        return _tail - _head;
    }
}
