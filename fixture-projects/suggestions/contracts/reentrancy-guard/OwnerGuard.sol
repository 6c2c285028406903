// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";

/// @title OwnerGuard
/// @notice Donations; only what the owner does is guarded.
contract OwnerGuard is Ownable, ReentrancyGuard {
    /// @notice What a donor has given.
    mapping(address donor => uint256 amount) public givenBy;

    event Donated(address indexed donor, uint256 amount);
    event Spent(address indexed to, uint256 amount);

    error PaymentFailed();

    constructor() Ownable(msg.sender) {}

    /// @notice Gives what is sent with the call.
    function donate() external payable {
        givenBy[msg.sender] += msg.value;
        emit Donated(msg.sender, msg.value);
    }

    /// @notice Spends a part of the donations.
    function spend(address to, uint256 amount) external onlyOwner nonReentrant {
        (bool success, ) = to.call{value: amount}("");
        if (!success) revert PaymentFailed();
        emit Spent(to, amount);
    }
}
