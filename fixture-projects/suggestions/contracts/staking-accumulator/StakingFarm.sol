// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {StakingIndex} from "./StakingIndex.sol";

/// @title Farm for points
/// @notice Depositors of ETH earn points of a loyalty programme, by share and by block.
contract StakingFarm is StakingIndex {
    struct Farmer {
        uint256 shares;
        uint256 points;
        uint256 paidIndex;
    }

    mapping(address account => Farmer) private _farmers;

    event Entered(address indexed account, uint256 amount);
    event Left(address indexed account, uint256 amount);

    error PaymentFailed();

    /// @notice Adds to the caller's deposit.
    function enter() external payable {
        _settle(_farmers[msg.sender]).shares += msg.value;
        _addShares(msg.value);
        emit Entered(msg.sender, msg.value);
    }

    /// @notice Gives all of the caller's deposit back; the points remain.
    function quit() external {
        Farmer storage farmer = _settle(_farmers[msg.sender]);
        uint256 amount = farmer.shares;
        farmer.shares = 0;
        _removeShares(amount);
        (bool success, ) = msg.sender.call{value: amount}("");
        if (!success) revert PaymentFailed();
        emit Left(msg.sender, amount);
    }

    function sharesOf(address account) external view returns (uint256) {
        return _farmers[account].shares;
    }

    function pointsOf(address account) external view returns (uint256) {
        Farmer storage farmer = _farmers[account];
        return farmer.points + (farmer.shares * (pointsPerShare() - farmer.paidIndex)) / PRECISION;
    }

    function _settle(Farmer storage farmer) private returns (Farmer storage) {
        uint256 index = _advance();
        farmer.points += (farmer.shares * (index - farmer.paidIndex)) / PRECISION;
        farmer.paidIndex = index;
        return farmer;
    }
}
