// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {AuditHistory} from "./AuditHistory.sol";

/// @title DeviceHistory
/// @notice Users switch their device on and off, and may give it a label.
contract DeviceHistory is AuditHistory {
    /// @notice Whether a user's device is on.
    mapping(address user => bool on) public isOn;

    /// @notice The label of a user's device.
    mapping(address user => bytes32 label) public labelOf;

    /// @notice Switches the caller's device.
    function toggle() external {
        isOn[msg.sender] = !isOn[msg.sender];
        _audit("toggle");
    }

    /// @notice Labels the caller's device.
    function setLabel(bytes32 label) external {
        labelOf[msg.sender] = label;
        _audit("label");
    }
}
