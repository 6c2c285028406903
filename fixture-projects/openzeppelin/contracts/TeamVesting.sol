// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {VestingWallet} from "@openzeppelin/contracts/finance/VestingWallet.sol";
import {VestingWalletCliff} from "@openzeppelin/contracts/finance/VestingWalletCliff.sol";

/// @title TeamVesting
/// @notice What one member of the team is paid over the years, in ETH and in tokens; nothing before the cliff.
contract TeamVesting is VestingWallet, VestingWalletCliff {
    constructor(
        address member,
        uint64 start,
        uint64 duration,
        uint64 cliff
    ) payable VestingWallet(member, start, duration) VestingWalletCliff(cliff) {}

    function _vestingSchedule(
        uint256 totalAllocation,
        uint64 timestamp
    ) internal view override(VestingWallet, VestingWalletCliff) returns (uint256) {
        return super._vestingSchedule(totalAllocation, timestamp);
    }
}
