// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

import {Ballots} from "./Ballots.sol";

/// @title MemberVoting
/// @notice Members vote with the weight that the owner has registered for them.
contract MemberVoting is Ballots, Ownable {
    /// @notice What a member's vote weighs; 0 for those who are no members.
    mapping(address member => uint256 weight) public weightOf;

    /// @notice The weights of all members.
    uint256 public totalWeight;

    event WeightRegistered(address indexed member, uint256 weight);

    error LengthMismatch(uint256 members, uint256 weights);

    constructor(address initialOwner) Ownable(initialOwner) {}

    /// @notice Registers members, or changes what their votes weigh.
    function register(address[] calldata members, uint256[] calldata weights) external onlyOwner {
        if (members.length != weights.length) revert LengthMismatch(members.length, weights.length);
        for (uint256 i = 0; i < members.length; i++) {
            totalWeight = totalWeight - weightOf[members[i]] + weights[i];
            weightOf[members[i]] = weights[i];
            emit WeightRegistered(members[i], weights[i]);
        }
    }

    function _snapshot() internal pure override returns (uint48) {
        return 0;
    }

    function _threshold() internal pure override returns (uint256) {
        return 1;
    }

    function _weightOf(address voter, uint48) internal view override returns (uint256) {
        return weightOf[voter];
    }
}
