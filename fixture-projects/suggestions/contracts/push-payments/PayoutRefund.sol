// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Deposit for a key
/// @notice Everybody's deposit goes back to its payer, in one payment.
contract PayoutRefund {
    uint256 public constant DEPOSIT = 0.5 ether;

    mapping(address guest => uint256) public depositOf;

    event CheckedIn(address indexed guest);
    event CheckedOut(address indexed guest, uint256 nights);

    error WrongDeposit(uint256 paid);
    error PaymentFailed();

    function checkIn() external payable {
        if (msg.value != DEPOSIT) revert WrongDeposit(msg.value);
        depositOf[msg.sender] += msg.value;
        emit CheckedIn(msg.sender);
    }

    /// @notice Gives the deposit back, less what the nights cost.
    function checkOut(uint256[] calldata pricePerNight) external {
        uint256 amount = depositOf[msg.sender];
        for (uint256 i = 0; i < pricePerNight.length; ++i) {
            amount -= pricePerNight[i];
        }
        depositOf[msg.sender] = 0;
        (bool success, ) = payable(msg.sender).call{value: amount}("");
        if (!success) revert PaymentFailed();
        emit CheckedOut(msg.sender, pricePerNight.length);
    }
}
