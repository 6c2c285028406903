// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @title SwitchGuard
/// @notice A mailbox that the owner can lock: that is a switch, and no guard against reentrant calls.
contract SwitchGuard is Ownable {
    uint256 private _unlocked = 1;

    /// @notice The letter that a sender has put in last.
    mapping(address sender => bytes32 letter) public letterOf;

    event PutIn(address indexed sender, bytes32 letter);

    error Locked();

    constructor() Ownable(msg.sender) {}

    modifier whenUnlocked() {
        if (_unlocked != 1) revert Locked();
        _;
    }

    /// @notice Locks the mailbox.
    function lock() external onlyOwner {
        _unlocked = 0;
    }

    /// @notice Unlocks the mailbox.
    function unlock() external onlyOwner {
        _unlocked = 1;
    }

    /// @notice Puts a letter in.
    function put(bytes32 letter) external whenUnlocked {
        letterOf[msg.sender] = letter;
        emit PutIn(msg.sender, letter);
    }
}
