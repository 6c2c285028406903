// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Counter
/// @notice Counts clicks: one number for everybody, and one for each user.
contract Counter {
    /// @notice Clicks of all users together.
    uint256 public total;

    /// @notice Clicks of one user, the ones that are not shared included.
    mapping(address user => uint256 clicks) public clicksOf;

    event Clicked(address indexed user, uint256 clicks);

    error NothingToAdd();

    /// @notice Adds one click of the caller.
    function increment() external {
        total += 1;
        _click(1);
    }

    /// @notice Adds several clicks of the caller.
    /// @param amount How many; not zero.
    function incrementBy(uint256 amount) external {
        if (amount == 0) revert NothingToAdd();
        total += amount;
        _click(amount);
    }

    /// @notice Adds one click that counts only for the caller, not in `total`.
    function incrementMine() external {
        _click(1);
    }

    function _click(uint256 amount) private {
        clicksOf[msg.sender] += amount;
        emit Clicked(msg.sender, clicksOf[msg.sender]);
    }
}
