// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title OwnTransientGuard
/// @notice Keeps ETH for each account. The lock looks like an old one but for one word.
contract OwnTransientGuard {
    bool private transient _locked;

    /// @notice What is kept for an account.
    mapping(address account => uint256 amount) public balanceOf;

    error Locked();
    error PaymentFailed();

    modifier lock() {
        if (_locked) revert Locked();
        _locked = true;
        _;
        _locked = false;
    }

    /// @notice Keeps what is sent with the call.
    function deposit() external payable lock {
        balanceOf[msg.sender] += msg.value;
    }

    /// @notice Pays out of what is kept for the caller.
    function withdraw(uint256 amount) external lock {
        balanceOf[msg.sender] -= amount;
        (bool success, ) = msg.sender.call{value: amount}("");
        if (!success) revert PaymentFailed();
    }
}
