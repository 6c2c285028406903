// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {OperatedSlot} from "./OperatedSlot.sol";

/// @title HeartbeatSlot
/// @notice A service that its operator shows to be alive. Users register, but the operator must not.
/// @dev `beats` fills up the slot that the base contract has begun.
contract HeartbeatSlot is OperatedSlot {
    /// @notice Signs of life so far.
    uint64 public beats;

    /// @notice The key of a user.
    mapping(address user => bytes32 key) public keyOf;

    event Alive(uint64 beats);
    event Registered(address indexed user, bytes32 key);

    error OperatorMustNotRegister();

    constructor(address operator_) OperatedSlot(operator_) {}

    /// @notice Gives a sign of life.
    function beat() external onlyOperator {
        beats++;
        emit Alive(beats);
    }

    /// @notice Registers the caller's key.
    function register(bytes32 key) external {
        if (msg.sender == operator) revert OperatorMustNotRegister();
        keyOf[msg.sender] = key;
        emit Registered(msg.sender, key);
    }
}
