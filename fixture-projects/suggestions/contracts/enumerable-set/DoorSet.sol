// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";

/// @title DoorSet
/// @notice A guest list that the owner keeps; guests check in.
contract DoorSet is Ownable {
    using EnumerableSet for EnumerableSet.AddressSet;

    EnumerableSet.AddressSet private _guests;

    /// @notice Whether a guest has come.
    mapping(address guest => bool inside) public isInside;

    event CheckedIn(address indexed guest);

    error NotInvited(address account);

    constructor() Ownable(msg.sender) {}

    /// @notice Invites somebody.
    function add(address guest) external onlyOwner {
        _guests.add(guest);
    }

    /// @notice Takes an invitation back.
    function remove(address guest) external onlyOwner {
        _guests.remove(guest);
    }

    /// @notice Checks the caller in.
    function checkIn() external {
        if (!_guests.contains(msg.sender)) revert NotInvited(msg.sender);
        isInside[msg.sender] = true;
        emit CheckedIn(msg.sender);
    }

    /// @notice All who are invited.
    function guests() external view returns (address[] memory) {
        return _guests.values();
    }
}
