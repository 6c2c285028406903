// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";

/// @title BuddySet
/// @notice Divers, each of whom is given one of the others as a buddy.
contract BuddySet {
    using EnumerableSet for EnumerableSet.AddressSet;

    EnumerableSet.AddressSet private _divers;

    /// @notice Who looks after somebody.
    mapping(address diver => address buddy) public buddyOf;

    /// @notice Comes; the first one has nobody yet.
    function come() external {
        uint256 count = _divers.length();
        if (count > 0) buddyOf[msg.sender] = _divers.at(uint160(msg.sender) % count);
        _divers.add(msg.sender);
    }
}
