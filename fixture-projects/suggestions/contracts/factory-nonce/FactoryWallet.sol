// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Wallet of one owner
contract FactoryWallet {
    address public immutable owner;

    error NotTheOwner(address account);
    error PaymentFailed();

    constructor(address owner_) {
        owner = owner_;
    }

    receive() external payable {}

    function pay(address payable to, uint256 amount) external {
        if (msg.sender != owner) revert NotTheOwner(msg.sender);
        (bool success, ) = to.call{value: amount}("");
        if (!success) revert PaymentFailed();
    }
}
