// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title OnceGuard
/// @notice Welcome gifts, one for each account: a lock that is never opened again.
contract OnceGuard {
    uint256 public constant GIFT = 100;

    /// @notice Whether an account has had its gift.
    mapping(address account => bool locked) public locked;

    /// @notice Points of an account.
    mapping(address account => uint256 points) public pointsOf;

    error Locked(address account);

    modifier lockForever() {
        if (locked[msg.sender]) revert Locked(msg.sender);
        locked[msg.sender] = true;
        _;
    }

    /// @notice Takes the caller's gift.
    function claim() external lockForever {
        pointsOf[msg.sender] += GIFT;
    }
}
