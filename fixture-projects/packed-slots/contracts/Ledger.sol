// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Ledger
/// @notice Points of members. An auditor marks accounts without looking at the points.
contract Ledger {
    struct Account {
        uint128 points;
        uint64 lastEarnedAt;
        uint32 flags;
        string nickname;
    }

    address public immutable auditor;

    /// @dev `points`, `lastEarnedAt` and `flags` share the first slot of an account.
    mapping(address member => Account account) public accounts;

    error NotAuditor(address account);

    constructor(address auditor_) {
        auditor = auditor_;
    }

    /// @notice Adds points to the caller's account.
    function earn(uint128 points) external {
        Account storage account = accounts[msg.sender];
        account.points += points;
        account.lastEarnedAt = uint64(block.timestamp);
    }

    /// @notice Sets the caller's nickname, in the second slot.
    function rename(string calldata nickname) external {
        accounts[msg.sender].nickname = nickname;
    }

    /// @notice Marks an account.
    function flag(address member, uint32 flags) external {
        if (msg.sender != auditor) revert NotAuditor(msg.sender);
        accounts[member].flags = flags;
    }
}
