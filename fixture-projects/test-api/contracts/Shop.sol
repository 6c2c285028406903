// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Shop
/// @notice Sells a few things to many users, and keeps a note of each user's own.
contract Shop {
    /// @notice What is left to sell.
    uint256 public left;

    /// @notice What everybody paid.
    uint256 public takings;

    /// @notice What each user bought.
    mapping(address user => uint256 things) public boughtBy;

    /// @notice What each user noted.
    mapping(address user => bytes32 note) public noteOf;

    /// @notice The last user who was greeted.
    address public greeted;

    event Sold(address indexed user, uint256 left);

    error SoldOut();

    constructor(uint256 stock) {
        left = stock;
    }

    /// @notice Buys one thing: those who come too late get none.
    function buy() external {
        if (left == 0) revert SoldOut();
        left -= 1;
        boughtBy[msg.sender] += 1;
        emit Sold(msg.sender, left);
    }

    /// @notice Pays into the shop: a sum that only grows.
    function tip(uint256 amount) external {
        takings += amount;
    }

    /// @notice Notes something of the caller's own.
    function note(bytes32 text) external {
        noteOf[msg.sender] = text;
    }

    /// @notice Notes the first blob of the transaction.
    function noteBlob() external {
        noteOf[msg.sender] = blobhash(0);
    }

    /// @notice The last one who calls it is remembered.
    function greet() external {
        greeted = msg.sender;
    }
}
