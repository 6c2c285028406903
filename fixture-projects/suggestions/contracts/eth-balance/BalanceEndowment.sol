// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @title Endowment
/// @notice Funded once, when it is made. Applicants are let in while it holds enough, which none of them changes.
contract BalanceEndowment is Ownable {
    uint256 public immutable minimum;
    mapping(address applicant => uint256) public requested;

    event Applied(address indexed applicant, uint256 amount);

    error EndowmentTooSmall(uint256 balance);
    error PaymentFailed();

    constructor(uint256 minimum_) payable Ownable(msg.sender) {
        minimum = minimum_;
    }

    /// @notice Asks for an amount; the owner decides elsewhere.
    function applyFor(uint256 amount) external {
        uint256 held = address(this).balance;
        if (held < minimum + amount) revert EndowmentTooSmall(held);
        requested[msg.sender] = amount;
        emit Applied(msg.sender, amount);
    }

    /// @notice Ends it.
    function close() external onlyOwner {
        (bool success, ) = owner().call{value: address(this).balance}("");
        if (!success) revert PaymentFailed();
    }
}
