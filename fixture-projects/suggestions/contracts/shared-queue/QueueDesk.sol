// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Queue at a desk
/// @notice Visitors draw a number; whoever is free calls the next one in.
contract QueueDesk {
    uint256 private _head;
    uint256 private _tail;
    mapping(uint256 number => address) private _visitors;

    event Joined(address indexed visitor);
    event CalledIn(address indexed visitor, address indexed by);

    error NobodyWaits();

    function join() external {
        _visitors[_tail++] = msg.sender;
        emit Joined(msg.sender);
    }

    function callNext() external {
        if (_head == _tail) revert NobodyWaits();
        address visitor = _visitors[_head];
        delete _visitors[_head++];
        emit CalledIn(visitor, msg.sender);
    }

    function waiting() external view returns (uint256) {
        return _tail - _head;
    }
}
