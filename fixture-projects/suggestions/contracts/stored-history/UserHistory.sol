// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title UserHistory
/// @notice The weights that each user has noted.
contract UserHistory {
    struct Weight {
        uint64 time;
        uint64 grams;
    }

    mapping(address user => Weight[] weights) private _history;

    event Weighed(address indexed user, uint64 grams);

    /// @notice Notes a weight of the caller.
    function note(uint64 grams) external {
        _history[msg.sender].push(Weight(uint64(block.timestamp), grams));
        emit Weighed(msg.sender, grams);
    }

    /// @notice How many weights a user has noted.
    function count(address user) external view returns (uint256) {
        return _history[user].length;
    }

    /// @notice One of them.
    function weight(address user, uint256 index) external view returns (uint64 time, uint64 grams) {
        return (_history[user][index].time, _history[user][index].grams);
    }
}
