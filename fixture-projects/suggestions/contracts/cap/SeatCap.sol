// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title SeatCap
/// @notice A boat trip: seats are given away until none remains, and can be given back.
contract SeatCap {
    /// @notice Seats that can still be taken.
    uint256 public remaining;

    /// @notice Seats of one guest.
    mapping(address guest => uint256 seats) public seatsOf;

    event SeatsTaken(address indexed guest, uint256 seats);
    event SeatsGivenBack(address indexed guest, uint256 seats);

    constructor(uint256 seats) {
        remaining = seats;
    }

    /// @dev Takes seats out of the quota of all.
    modifier drawing(uint256 seats) {
        require(seats <= remaining, "SeatCap: not enough seats");
        remaining = remaining - seats;
        _;
    }

    /// @notice Takes seats for the caller and for friends.
    function take(uint256 seats) external drawing(seats) {
        seatsOf[msg.sender] += seats;
        emit SeatsTaken(msg.sender, seats);
    }

    /// @notice Gives all seats of the caller back.
    function giveBack() external {
        uint256 seats = seatsOf[msg.sender];
        require(seats != 0, "SeatCap: no seats");
        delete seatsOf[msg.sender];
        remaining = remaining + seats;
        emit SeatsGivenBack(msg.sender, seats);
    }
}
