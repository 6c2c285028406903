// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @title CheckedHistory
/// @notice Measurements of volunteers; the owner has one of them count as the result.
contract CheckedHistory is Ownable {
    struct Measurement {
        address volunteer;
        uint256 value;
    }

    /// @notice All measurements so far.
    Measurement[] public history;

    /// @notice The result; 0 before there is one.
    uint256 public result;

    event Measured(address indexed volunteer, uint256 value);
    event Settled(uint256 result);

    constructor() Ownable(msg.sender) {}

    /// @notice Adds a measurement.
    function measure(uint256 value) external {
        history.push(Measurement(msg.sender, value));
        emit Measured(msg.sender, value);
    }

    /// @notice Has a measurement count.
    function settle(uint256 index) external onlyOwner {
        result = history[index].value;
        emit Settled(result);
    }
}
