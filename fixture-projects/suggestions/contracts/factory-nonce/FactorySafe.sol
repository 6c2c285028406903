// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Safe
/// @notice Keeps ETH for many accounts.
contract FactorySafe {
    mapping(address account => uint256) public kept;

    error PaymentFailed();

    function keepFor(address account) external payable {
        kept[account] += msg.value;
    }

    function takeOut() external {
        uint256 amount = kept[msg.sender];
        kept[msg.sender] = 0;
        (bool success, ) = msg.sender.call{value: amount}("");
        if (!success) revert PaymentFailed();
    }
}
