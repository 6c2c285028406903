// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Commissions by pull
/// @notice A buyer pays one creator; creators claim what they have earned.
contract PayoutPull {
    mapping(address creator => uint256) public owedTo;

    event Bought(address indexed buyer, address indexed creator, uint256 amount);
    event Claimed(address indexed creator, uint256 amount);

    error NothingOwed();
    error PaymentFailed();

    function buyFrom(address creator) external payable {
        owedTo[creator] += msg.value;
        emit Bought(msg.sender, creator, msg.value);
    }

    function claim() external {
        uint256 amount = owedTo[msg.sender];
        if (amount == 0) revert NothingOwed();
        owedTo[msg.sender] = 0;
        (bool success, ) = msg.sender.call{value: amount}("");
        if (!success) revert PaymentFailed();
        emit Claimed(msg.sender, amount);
    }
}
