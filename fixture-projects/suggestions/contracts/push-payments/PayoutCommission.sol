// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @title Commission of a sale
/// @notice Each purchase credits all agents of the house, who take out their commission when they like.
contract PayoutCommission is Ownable {
    address[] private _agents;
    mapping(address agent => uint256) public commissionOf;
    mapping(address buyer => uint256) public spentBy;

    event Bought(address indexed buyer, uint256 amount);

    error PaymentFailed();

    constructor() Ownable(msg.sender) {}

    function hire(address agent) external onlyOwner {
        _agents.push(agent);
    }

    /// @notice Buys for what is paid; a tenth of it goes to the agents.
    function buy() external payable {
        spentBy[msg.sender] += msg.value;
        uint256 each = msg.value / 10 / _agents.length;
        for (uint256 i = 0; i < _agents.length; ++i) {
            _credit(_agents[i], each);
        }
        emit Bought(msg.sender, msg.value);
    }

    /// @notice Pays the caller's commission.
    function takeOut() external {
        uint256 amount = commissionOf[msg.sender];
        commissionOf[msg.sender] = 0;
        (bool success, ) = msg.sender.call{value: amount}("");
        if (!success) revert PaymentFailed();
    }

    function _credit(address agent, uint256 amount) private {
        commissionOf[agent] += amount;
    }
}
