// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title TrafficCounter
/// @notice What all gates of a toll road have: statistics of the axles that have passed.
abstract contract TrafficCounter {
    uint256 private _axles;

    /// @notice Axles of all vehicles that have passed so far.
    function totalAxles() public view returns (uint256) {
        return _axles;
    }

    /// @dev To be called with each passage.
    function _countAxles(uint256 axles) internal {
        _axles = _axles + axles;
    }
}
