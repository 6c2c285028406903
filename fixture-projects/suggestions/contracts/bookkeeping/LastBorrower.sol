// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {LastTouch} from "./LastTouch.sol";

/// @title LastBorrower
/// @notice A library that lends its books by themselves: each has a shelf mark.
contract LastBorrower is LastTouch {
    /// @notice Who has a book; nobody if it is on the shelf.
    mapping(bytes32 mark => address borrower) public borrowerOf;

    event Borrowed(bytes32 indexed mark, address indexed borrower);
    event Returned(bytes32 indexed mark);

    error Lent(bytes32 mark);
    error NotBorrower(bytes32 mark);

    /// @notice Borrows a book.
    function borrow(bytes32 mark) external {
        if (borrowerOf[mark] != address(0)) revert Lent(mark);
        borrowerOf[mark] = msg.sender;
        _touch();
        emit Borrowed(mark, msg.sender);
    }

    /// @notice Returns a book.
    function giveBack(bytes32 mark) external {
        if (borrowerOf[mark] != msg.sender) revert NotBorrower(mark);
        delete borrowerOf[mark];
        _touch();
        emit Returned(mark);
    }
}
