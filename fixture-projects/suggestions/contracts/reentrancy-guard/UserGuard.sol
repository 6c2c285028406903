// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title UserGuard
/// @notice Keeps ETH for each account, with a lock for each account, too.
contract UserGuard {
    mapping(address account => bool entered) private _entered;

    /// @notice What is kept for an account.
    mapping(address account => uint256 amount) public balanceOf;

    error ReentrantCall(address account);
    error PaymentFailed();

    modifier nonReentrant() {
        if (_entered[msg.sender]) revert ReentrantCall(msg.sender);
        _entered[msg.sender] = true;
        _;
        _entered[msg.sender] = false;
    }

    /// @notice Keeps what is sent with the call.
    function deposit() external payable nonReentrant {
        balanceOf[msg.sender] += msg.value;
    }

    /// @notice Pays out of what is kept for the caller.
    function withdraw(uint256 amount) external nonReentrant {
        balanceOf[msg.sender] -= amount;
        (bool success, ) = msg.sender.call{value: amount}("");
        if (!success) revert PaymentFailed();
    }
}
