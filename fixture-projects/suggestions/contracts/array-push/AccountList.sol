// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title AccountList
/// @notice Plans for savings: the parts in which an account wants to be paid.
contract AccountList {
    struct Plan {
        uint256 total;
        uint256[] parts;
    }

    mapping(address account => Plan plan) private _plans;

    event PartAdded(address indexed account, uint256 part);

    error TooManyParts();

    /// @notice Adds a part to the caller's plan.
    /// @dev Behind the names there is but the caller's own array.
    function addPart(uint256 part) external {
        Plan storage plan = _plans[msg.sender];
        uint256[] storage allParts = plan.parts;
        if (allParts.length == 12) revert TooManyParts();
        allParts.push(part);
        plan.total += part;
        emit PartAdded(msg.sender, part);
    }

    /// @notice How many parts the plan of an account has, and their sum.
    function planOf(address account) external view returns (uint256 parts, uint256 total) {
        return (_plans[account].parts.length, _plans[account].total);
    }
}
