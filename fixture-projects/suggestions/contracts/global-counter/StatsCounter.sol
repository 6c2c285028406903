// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title StatsCounter
/// @notice A reading room that keeps its statistics together.
contract StatsCounter {
    struct Stats {
        uint256 readers;
        uint256 since;
    }

    /// @notice How many readers there were, and since when.
    Stats public stats;

    /// @notice The page that a reader has come to.
    mapping(address reader => bytes32 page) public pageOf;

    error NoPage();

    constructor() {
        stats.since = block.timestamp;
    }

    /// @notice Notes down what the caller reads.
    function read(bytes32 page) external {
        if (page == 0) revert NoPage();
        Stats storage all = stats;
        all.readers++;
        pageOf[msg.sender] = page;
    }
}
