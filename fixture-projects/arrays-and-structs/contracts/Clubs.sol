// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";

/// @title Clubs
/// @notice Clubs by their numbers, with members who pay dues.
contract Clubs {
    using EnumerableSet for EnumerableSet.AddressSet;

    struct Club {
        address founder;
        uint256 memberCount;
        mapping(address member => uint256 paid) dues;
    }

    /// @notice The clubs.
    mapping(uint256 id => Club club) public clubs;

    /// @dev Everybody who is in any club.
    EnumerableSet.AddressSet private everybody;

    /// @notice A name for each number; whoever comes first may set it, and change it.
    mapping(uint256 id => string name) public registry;

    /// @notice Whether an account has greeted.
    mapping(address account => uint256 times) public greetings;

    /// @dev Kept by account; the contract's own entry holds what all members together have paid.
    mapping(address account => uint256 amount) private held;

    error ClubExists(uint256 id);
    error NoSuchClub(uint256 id);

    /// @notice Founds a club.
    function found(uint256 id) external {
        if (clubs[id].founder != address(0)) revert ClubExists(id);
        clubs[id].founder = msg.sender;
    }

    /// @notice Joins a club.
    function join(uint256 id) external {
        Club storage club = clubs[id];
        if (club.founder == address(0)) revert NoSuchClub(id);
        club.memberCount += 1;
        everybody.add(msg.sender);
    }

    /// @notice Resigns from a club, and the list of everybody.
    function resign(uint256 id) external {
        clubs[id].memberCount -= 1;
        everybody.remove(msg.sender);
    }

    /// @notice Pays dues.
    function pay(uint256 id, uint256 amount) external {
        clubs[id].dues[msg.sender] += amount;
    }

    /// @notice Pays into the common box.
    function payToBox(uint256 amount) external {
        held[msg.sender] += amount;
        held[address(this)] += amount;
    }

    /// @notice Registers a name for a number.
    function register(uint256 id, string calldata name) external {
        registry[id] = name;
    }

    /// @notice Greets.
    function greet() external {
        greetings[msg.sender] += 1;
    }

    /// @notice What a member has paid to a club.
    function duesOf(uint256 id, address member) external view returns (uint256) {
        return clubs[id].dues[member];
    }

    /// @notice What is in the common box.
    function box() external view returns (uint256) {
        return held[address(this)];
    }

    /// @notice How many accounts are in any club.
    function size() external view returns (uint256) {
        return everybody.length();
    }
}
