// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @title Payroll
/// @notice The owner pays all employees in one call; employees only say where they want to be paid.
contract PayoutPayroll is Ownable {
    address[] private _employees;
    mapping(address employee => uint256) public wageOf;
    mapping(address employee => address payable) public payeeOf;

    event Paid(uint256 employees);

    error PaymentFailed(address employee);

    constructor() Ownable(msg.sender) {}

    function employ(address employee, uint256 wage) external onlyOwner {
        _employees.push(employee);
        wageOf[employee] = wage;
        payeeOf[employee] = payable(employee);
    }

    /// @notice Names another account for the caller's wage.
    function payTo(address payable payee) external {
        payeeOf[msg.sender] = payee;
    }

    /// @notice Pays everybody's wage out of what is sent along.
    function payAll() external payable onlyOwner {
        for (uint256 i = 0; i < _employees.length; ++i) {
            address employee = _employees[i];
            (bool success, ) = payeeOf[employee].call{value: wageOf[employee]}("");
            if (!success) revert PaymentFailed(employee);
        }
        emit Paid(_employees.length);
    }
}
