// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Savings
/// @notice The same code as of a shared pot, with the caller for a key.
contract KeySavings {
    mapping(address account => uint256) public raisedFor;

    error PaymentFailed();

    function donate() external payable {
        _credit(msg.sender, msg.value);
    }

    function collect(uint256 amount) external {
        raisedFor[msg.sender] -= amount;
        (bool success, ) = msg.sender.call{value: amount}("");
        if (!success) revert PaymentFailed();
    }

    function _credit(address account, uint256 amount) private {
        raisedFor[account] += amount;
    }
}
