// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Tally} from "./Tally.sol";

/// @title Test of Tally
/// @notice Solidity tests run in Hardhat's network without a transaction.
contract TallyTest {
    Tally private tally;

    function setUp() public {
        tally = new Tally();
    }

    /// @notice Everybody may vote as often as he likes.
    function test_TakesEveryVote() public {
        tally.vote();
        tally.vote();
    }
}
