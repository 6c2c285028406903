// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title PantryCap
/// @notice A shelf for all: anybody may put meals on it, and anybody may take some while there are any.
contract PantryCap {
    /// @notice Meals on the shelf.
    uint256 public meals;

    /// @notice What an account has taken.
    mapping(address guest => uint256 meals) public takenBy;

    event Brought(address indexed giver, uint256 meals);
    event Taken(address indexed guest, uint256 meals);

    /// @notice Puts meals on the shelf.
    function bring(uint256 quantity) external {
        meals += quantity;
        emit Brought(msg.sender, quantity);
    }

    /// @notice Takes meals from the shelf.
    function take(uint256 quantity) external {
        require(meals >= quantity, "PantryCap: not enough meals");
        meals -= quantity;
        takenBy[msg.sender] += quantity;
        emit Taken(msg.sender, quantity);
    }
}
