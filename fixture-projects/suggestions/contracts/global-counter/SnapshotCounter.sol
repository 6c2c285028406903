// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title SnapshotCounter
/// @notice Counts signatures until a day. Whoever wants to writes down how many there are by now.
contract SnapshotCounter {
    uint256 public immutable deadline;

    uint256 public signatures;

    mapping(address account => bool signed) public hasSigned;

    /// @notice How many there were when an account has written it down.
    mapping(address account => uint256 count) public notedBy;

    error Over(uint256 deadline);
    error AlreadySigned();

    constructor(uint256 deadline_) {
        deadline = deadline_;
    }

    /// @notice Signs.
    function sign() external {
        if (block.timestamp >= deadline) revert Over(deadline);
        if (hasSigned[msg.sender]) revert AlreadySigned();
        hasSigned[msg.sender] = true;
        signatures += 1;
    }

    /// @notice Writes down how many have signed by now.
    function note() external {
        notedBy[msg.sender] = signatures;
    }
}
