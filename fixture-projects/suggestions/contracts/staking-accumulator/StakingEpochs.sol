// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @title Profit sharing by epochs
/// @notice The owner grants units and settles epochs; members only take what the index gives them.
contract StakingEpochs is Ownable {
    uint256 public totalUnits;
    uint256 public rewardIndex;
    uint256 public lastSettled;
    mapping(address account => uint256) public unitsOf;
    mapping(address account => uint256) public paidIndex;

    event Settled(uint256 rewardIndex);
    event Claimed(address indexed account, uint256 amount);

    error PaymentFailed();

    constructor() Ownable(msg.sender) {}

    /// @notice Gives units, for epochs to come.
    function grant(address account, uint256 units) external onlyOwner {
        totalUnits += units;
        unitsOf[account] = units;
        paidIndex[account] = rewardIndex;
    }

    /// @notice Shares what is paid in among all units.
    function settle() external payable onlyOwner {
        rewardIndex += (msg.value * 1e18) / totalUnits;
        lastSettled = block.timestamp;
        emit Settled(rewardIndex);
    }

    /// @notice Pays the caller's part of all epochs since the last claim.
    function claim() external {
        uint256 amount = (unitsOf[msg.sender] * (rewardIndex - paidIndex[msg.sender])) / 1e18;
        paidIndex[msg.sender] = rewardIndex;
        (bool success, ) = msg.sender.call{value: amount}("");
        if (!success) revert PaymentFailed();
        emit Claimed(msg.sender, amount);
    }
}
