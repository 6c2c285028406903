// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Lanes
/// @notice Counters that were split so that users do not meet, in vain: they share slots.
contract Lanes {
    /// @dev Four counters, one slot.
    uint64[4] public lanes;

    /// @dev Two counters in each slot.
    uint128[] public samples;

    /// @notice The same as `lanes` with a slot for each counter.
    uint256[4] public wideLanes;

    /// @notice Appends counters to `samples`.
    function grow(uint256 count) external {
        for (uint256 i = 0; i < count; i++) samples.push();
    }

    /// @notice Adds one to a packed counter.
    function bump(uint256 lane) external {
        lanes[lane] += 1;
    }

    /// @notice Adds one to a counter of its own slot.
    function bumpWide(uint256 lane) external {
        wideLanes[lane] += 1;
    }

    /// @notice Adds to one of the samples.
    function sample(uint256 index, uint128 value) external {
        samples[index] += value;
    }
}
