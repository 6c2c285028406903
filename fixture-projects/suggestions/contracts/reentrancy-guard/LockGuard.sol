// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title LockGuard
/// @notice Bets against oneself: what is staked comes back once the stakeholder says so.
contract LockGuard {
    uint256 private _unlocked = 1;

    /// @notice The stake of an account.
    mapping(address account => uint256 amount) public stakeOf;

    event Staked(address indexed account, uint256 amount);
    event Returned(address indexed account, uint256 amount);

    error Locked();
    error PaymentFailed();

    /// @dev As in old pairs of tokens: 1 is open, 0 is locked.
    modifier lock() {
        if (_unlocked != 1) revert Locked();
        _unlocked = 0;
        _;
        _unlocked = 1;
    }

    /// @notice Stakes what is sent with the call.
    function stake() external payable lock {
        stakeOf[msg.sender] += msg.value;
        emit Staked(msg.sender, msg.value);
    }

    /// @notice Takes all of the caller's stake back.
    function giveBack() external lock {
        uint256 amount = stakeOf[msg.sender];
        stakeOf[msg.sender] = 0;
        (bool success, ) = msg.sender.call{value: amount}("");
        if (!success) revert PaymentFailed();
        emit Returned(msg.sender, amount);
    }
}
