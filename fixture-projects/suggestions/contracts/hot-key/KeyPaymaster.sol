// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Paymaster
/// @notice Sponsors put ETH aside for what their users do: all users of one sponsor draw on one deposit.
contract KeyPaymaster {
    mapping(address sponsor => uint256) public depositOf;
    mapping(address user => address sponsor) public sponsorOf;

    event Executed(address indexed user, bytes32 indexed action, uint256 cost);

    error NotSponsored(address user);

    function deposit() external payable {
        depositOf[msg.sender] += msg.value;
    }

    /// @notice Lets a user draw on the caller's deposit.
    function sponsor(address user) external {
        sponsorOf[user] = msg.sender;
    }

    /// @notice Does something at the cost of the caller's sponsor.
    function execute(bytes32 action, uint256 cost) external {
        address payer = sponsorOf[msg.sender];
        if (payer == address(0)) revert NotSponsored(msg.sender);
        depositOf[payer] -= cost;
        emit Executed(msg.sender, action, cost);
    }
}
