// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Pledges
/// @notice Many pledge to the same campaign; each pledge is an entry of the pledger's own.
contract KeyPledges {
    mapping(uint256 campaign => mapping(address pledger => uint256)) public pledgeOf;

    event Pledged(uint256 indexed campaign, address indexed pledger, uint256 amount);

    function pledge(uint256 campaign, uint256 amount) external {
        pledgeOf[campaign][msg.sender] += amount;
        emit Pledged(campaign, msg.sender, amount);
    }
}
