// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {FlagSet} from "./FlagSet.sol";

/// @title OptInSet
/// @notice Accounts that want to be told of news.
contract OptInSet {
    using FlagSet for FlagSet.AddressSet;

    FlagSet.AddressSet private _readers;

    event OptedIn(address indexed account);
    event OptedOut(address indexed account);

    error NothingToDo();

    /// @notice Wants news.
    function optIn() external {
        if (!_readers.add(msg.sender)) revert NothingToDo();
        emit OptedIn(msg.sender);
    }

    /// @notice Does not want news any more.
    function optOut() external {
        if (!_readers.remove(msg.sender)) revert NothingToDo();
        emit OptedOut(msg.sender);
    }

    /// @notice Whether an account wants news.
    function wantsNews(address account) external view returns (bool) {
        return _readers.flags[account];
    }
}
