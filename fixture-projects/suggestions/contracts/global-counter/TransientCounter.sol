// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title TransientCounter
/// @notice A canteen: meals are put together from dishes, and the guest's account is charged once.
contract TransientCounter {
    uint256 public constant STARTER = 3;
    uint256 public constant MAIN_COURSE = 8;

    /// @dev The bill of the current call. Transient storage is empty when the next transaction begins.
    uint256 private transient _total;

    /// @notice What a guest has eaten so far, in coins.
    mapping(address guest => uint256 coins) public spentBy;

    event MealServed(address indexed guest, uint256 coins);

    /// @notice Orders a meal.
    function order(bool withStarter) external {
        if (withStarter) _add(STARTER);
        _add(MAIN_COURSE);

        uint256 coins = _total;
        _total = 0;
        spentBy[msg.sender] += coins;
        emit MealServed(msg.sender, coins);
    }

    function _add(uint256 coins) private {
        _total += coins;
    }
}
