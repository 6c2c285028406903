// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @title ClassList
/// @notice An evening class with room for so many, of whom the teacher has one show something.
contract ClassList is Ownable {
    uint256 public constant PLACES = 320;

    /// @notice All who are in the class.
    address[] public pupils;

    /// @notice Who shows something.
    address public shows;

    event Joined(address indexed pupil);

    error ClassIsFull();

    constructor() Ownable(msg.sender) {}

    /// @notice Joins the class.
    function join() external {
        if (pupils.length >= PLACES) revert ClassIsFull();
        pupils.push(msg.sender);
        emit Joined(msg.sender);
    }

    /// @notice Has a pupil show something.
    function ask(uint256 random) external onlyOwner {
        shows = pupils[random % pupils.length];
    }
}
