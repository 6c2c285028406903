// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

struct Tally {
    uint256 sum;
    uint256 count;
}

/// @title TallyLib
/// @notice Works on tallies in the caller's storage. `add` is external, so it runs by DELEGATECALL.
library TallyLib {
    /// @notice Adds an amount and counts it.
    function add(Tally storage tally, uint256 amount) external {
        tally.sum += amount;
        tally.count += 1;
    }
}
