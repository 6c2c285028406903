// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {TrafficCounter} from "./TrafficCounter.sol";

/// @title TollCounter
/// @notice A gate of a toll road. Drivers pay for each axle in advance and keep the receipt.
contract TollCounter is TrafficCounter {
    /// @notice Wei for one axle.
    uint256 public constant TOLL = 0.001 ether;

    /// @notice The block of a driver's last passage.
    mapping(address driver => uint256 blockNumber) public passedIn;

    event Passed(address indexed driver, uint256 paid);

    error WrongToll(uint256 expected, uint256 paid);

    /// @notice Passes the gate.
    /// @param axles Axles of the vehicle; each costs `TOLL`.
    function pass(uint256 axles) external payable {
        uint256 expected = axles * TOLL;
        if (msg.value != expected) revert WrongToll(expected, msg.value);

        passedIn[msg.sender] = block.number;
        _countAxles(axles);
        emit Passed(msg.sender, msg.value);
    }
}
