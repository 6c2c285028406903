// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";

/// @title Factory of profiles
/// @notice A profile is an entry with the address that a clone would have; no contract is created.
contract FactoryProfiles {
    using Clones for address;

    struct Profile {
        address clone;
        uint256 createdAt;
    }

    address private immutable _implementation;
    mapping(address account => Profile) public profiles;

    event ProfileCreated(address indexed account, address clone);

    constructor(address implementation) {
        _implementation = implementation;
    }

    function createProfile() external {
        Profile memory created = Profile(addressFor(msg.sender), block.timestamp);
        profiles[msg.sender] = created;
        emit ProfileCreated(msg.sender, created.clone);
    }

    function addressFor(address account) public view returns (address) {
        bytes32 salt = bytes32(uint256(uint160(account)));
        return _implementation.predictDeterministicAddress(salt);
    }
}
