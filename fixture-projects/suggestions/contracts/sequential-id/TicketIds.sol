// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title TicketIds
/// @notice The machine in a waiting room: everybody draws a number, and a new one if need be.
contract TicketIds {
    /// @notice The number that was drawn last.
    uint256 public issued;

    /// @notice The number of a visitor, 0 if there is none.
    mapping(address visitor => uint256 number) public numberOf;

    event Drawn(address indexed visitor, uint256 number);

    /// @notice Draws a number.
    function draw() external returns (uint256 number) {
        number = ++issued;
        numberOf[msg.sender] = number;
        emit Drawn(msg.sender, number);
    }

    /// @notice Throws the caller's number away.
    function discard() external {
        delete numberOf[msg.sender];
    }
}
