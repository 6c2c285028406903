// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Savings jar
/// @notice Keeps ETH for its users, by a book of its own: it never looks at what it holds.
contract BalanceJar {
    mapping(address account => uint256) public balance;

    event PutIn(address indexed account, uint256 amount);
    event TakenOut(address indexed account, uint256 amount);

    error NotEnough(uint256 balance);
    error PaymentFailed();

    receive() external payable {
        _putIn();
    }

    function putIn() external payable {
        _putIn();
    }

    function takeOut(uint256 amount) external {
        uint256 own = balance[msg.sender];
        if (amount > own) revert NotEnough(own);
        balance[msg.sender] = own - amount;
        (bool success, ) = msg.sender.call{value: amount}("");
        if (!success) revert PaymentFailed();
        emit TakenOut(msg.sender, amount);
    }

    function _putIn() private {
        balance[msg.sender] += msg.value;
        emit PutIn(msg.sender, msg.value);
    }
}
