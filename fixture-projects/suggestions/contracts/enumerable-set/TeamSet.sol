// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";

/// @title TeamSet
/// @notice A team that takes in so many, and that anybody may leave again.
contract TeamSet {
    using EnumerableSet for EnumerableSet.AddressSet;

    uint256 public constant CAPACITY = 480;

    EnumerableSet.AddressSet private _players;

    error TeamIsFull();
    error AlreadyInTeam();

    /// @notice Joins the team.
    function join() external {
        if (_players.length() >= CAPACITY) revert TeamIsFull();
        if (!_players.add(msg.sender)) revert AlreadyInTeam();
    }

    /// @notice Leaves it.
    function leave() external {
        _players.remove(msg.sender);
    }

    /// @notice All who are in it.
    function players() external view returns (address[] memory) {
        return _players.values();
    }
}
