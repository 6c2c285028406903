// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Counters} from "./Counters.sol";

/// @title LibraryIds
/// @notice Deeds with numbers from a counter of a library.
contract LibraryIds {
    using Counters for Counters.Counter;

    Counters.Counter private _ids;

    /// @notice Who holds a deed.
    mapping(uint256 id => address holder) public holderOf;

    event Drawn(uint256 indexed id, address indexed holder);

    error NotHolder(uint256 id);

    /// @notice Draws up a deed for the caller.
    function draw() external returns (uint256) {
        _ids.increment();
        uint256 id = _ids.current();
        holderOf[id] = msg.sender;
        emit Drawn(id, msg.sender);
        return id;
    }

    /// @notice Gives one of the caller's deeds up.
    function tear(uint256 id) external {
        if (holderOf[id] != msg.sender) revert NotHolder(id);
        delete holderOf[id];
    }
}
