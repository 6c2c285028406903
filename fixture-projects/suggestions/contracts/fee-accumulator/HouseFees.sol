// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title HouseFees
/// @notice Accounts in a casino, between which money is moved at a fee for the house.
contract HouseFees {
    /// @notice The account of the house.
    address public immutable house;

    /// @notice The money of an account.
    mapping(address account => uint256 amount) public moneyOf;

    event Paid(address indexed from, address indexed to, uint256 amount, uint256 fee);

    error PaymentFailed();

    constructor(address house_) {
        house = house_;
    }

    /// @notice Pays into the caller's account.
    function deposit() external payable {
        moneyOf[msg.sender] += msg.value;
    }

    /// @notice Pays somebody else, less two per cent for the house.
    function pay(address to, uint256 amount) external {
        uint256 fee = amount / 50;
        moneyOf[msg.sender] -= amount;
        moneyOf[to] += amount - fee;
        moneyOf[house] += fee;
        emit Paid(msg.sender, to, amount - fee, fee);
    }

    /// @notice Pays out of the caller's account. So does the house.
    function withdraw(uint256 amount) external {
        moneyOf[msg.sender] -= amount;
        (bool success, ) = msg.sender.call{value: amount}("");
        if (!success) revert PaymentFailed();
    }
}
