// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @title Check-in
/// @notice A traveller checks in with all tickets of the own; nobody else's can be among them.
contract BatchTickets is Ownable {
    mapping(uint256 ticket => address) public holderOf;
    mapping(uint256 ticket => uint256 time) public checkedInAt;

    event CheckedIn(uint256 indexed ticket);

    error NotTheHolder(uint256 ticket);

    constructor() Ownable(msg.sender) {}

    function issue(address holder, uint256[] calldata tickets) external onlyOwner {
        for (uint256 i = 0; i < tickets.length; ++i) {
            holderOf[tickets[i]] = holder;
        }
    }

    function checkInMany(uint256[] calldata tickets) external {
        for (uint256 i = 0; i < tickets.length; ++i) {
            if (holderOf[tickets[i]] != msg.sender) revert NotTheHolder(tickets[i]);
            checkedInAt[tickets[i]] = block.timestamp;
            emit CheckedIn(tickets[i]);
        }
    }
}
