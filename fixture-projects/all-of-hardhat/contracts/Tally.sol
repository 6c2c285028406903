// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Counting
/// @notice A library with code of its own, which is called by DELEGATECALL.
library Counting {
    struct Votes {
        uint256 all;
        mapping(address voter => uint256 votes) votesOf;
    }

    /// @notice Counts one vote of the caller.
    function cast(Votes storage votes) external {
        votes.all += 1;
        votes.votesOf[msg.sender] += 1;
    }
}

/// @title Tally
/// @notice Counts votes by a library.
contract Tally {
    using Counting for Counting.Votes;

    Counting.Votes private votes;

    /// @notice Votes.
    function vote() external {
        votes.cast();
    }
}
