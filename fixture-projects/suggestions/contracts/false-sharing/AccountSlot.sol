// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title AccountSlot
/// @notice Points and preferences of members, packed into one slot of each of them.
contract AccountSlot {
    struct Account {
        uint128 points;
        uint64 theme;
        bool newsletter;
    }

    /// @notice What there is about a member.
    mapping(address member => Account account) public accounts;

    event Earned(address indexed member, uint128 points);

    /// @notice Adds to the caller's points, and looks at nothing else.
    function earn(uint128 points) external {
        accounts[msg.sender].points += points;
        emit Earned(msg.sender, points);
    }

    /// @notice Chooses a theme, and looks at nothing else.
    function setTheme(uint64 theme) external {
        accounts[msg.sender].theme = theme;
    }

    /// @notice Orders the newsletter or cancels it.
    function setNewsletter(bool wanted) external {
        accounts[msg.sender].newsletter = wanted;
    }
}
