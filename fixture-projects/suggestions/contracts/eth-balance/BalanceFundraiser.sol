// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @title Fundraiser with a limit
/// @notice Takes contributions until it holds what it needs.
contract BalanceFundraiser is Ownable {
    uint256 public immutable limit;
    mapping(address account => uint256) public contributionOf;

    event Contributed(address indexed account, uint256 amount);

    error LimitReached(uint256 limit);
    error PaymentFailed();

    constructor(uint256 limit_) Ownable(msg.sender) {
        limit = limit_;
    }

    /// @notice Contributes; the balance has the payment in it already.
    function contribute() external payable {
        if (address(this).balance > limit) revert LimitReached(limit);
        contributionOf[msg.sender] += msg.value;
        emit Contributed(msg.sender, msg.value);
    }

    /// @notice Sends all to the owner.
    function collect() external onlyOwner {
        (bool success, ) = owner().call{value: address(this).balance}("");
        if (!success) revert PaymentFailed();
    }
}
