// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";

import {Ballots} from "./Ballots.sol";

/// @title TokenVoting
/// @notice Accounts vote with the tokens that were delegated to them before the proposal was made.
contract TokenVoting is Ballots {
    IVotes public immutable token;

    /// @notice How many tokens it takes to propose something.
    uint256 public immutable threshold;

    constructor(IVotes token_, uint256 threshold_) {
        token = token_;
        threshold = threshold_;
    }

    /// @dev The last block: what happens in this one does not count any more.
    function _snapshot() internal view override returns (uint48) {
        return uint48(block.number - 1);
    }

    function _threshold() internal view override returns (uint256) {
        return threshold;
    }

    function _weightOf(address voter, uint48 snapshot) internal view override returns (uint256) {
        return token.getPastVotes(voter, snapshot);
    }
}
