// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title NumberedHistory
/// @notice Donations to a museum. Each is kept under a running number, for the wall in the hall.
contract NumberedHistory {
    struct Donation {
        address donor;
        uint256 amount;
    }

    /// @notice How many donations there were.
    uint256 public donationCount;

    /// @notice The donation with a number.
    mapping(uint256 number => Donation donation) public donations;

    /// @notice What a donor has given in all.
    mapping(address donor => uint256 amount) public givenBy;

    event Donated(address indexed donor, uint256 amount);

    error NothingGiven();

    /// @notice Gives what is sent with the call.
    function donate() external payable {
        if (msg.value == 0) revert NothingGiven();
        donations[donationCount++] = Donation(msg.sender, msg.value);
        givenBy[msg.sender] += msg.value;
        emit Donated(msg.sender, msg.value);
    }
}
