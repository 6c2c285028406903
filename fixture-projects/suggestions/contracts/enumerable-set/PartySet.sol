// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";

/// @title PartySet
/// @notice Guests of parties: all who come to one are in one set.
contract PartySet {
    using EnumerableSet for EnumerableSet.AddressSet;

    mapping(uint256 party => EnumerableSet.AddressSet guests) private _guestsOf;

    error AlreadyThere(uint256 party);

    /// @notice Comes to a party.
    function come(uint256 party) external {
        if (!_guestsOf[party].add(msg.sender)) revert AlreadyThere(party);
    }

    /// @notice The guests of a party.
    function guestsOf(uint256 party) external view returns (address[] memory) {
        return _guestsOf[party].values();
    }
}
