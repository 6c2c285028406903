// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @title Vault for ETH
/// @notice Depositors hold shares of all that the vault has; the owner adds what was earned.
contract VaultEther is Ownable {
    uint256 public totalAssets;
    uint256 public totalShares;
    mapping(address account => uint256) public sharesOf;

    event Deposited(address indexed account, uint256 assets, uint256 shares);
    event Redeemed(address indexed account, uint256 assets, uint256 shares);

    error PaymentFailed();

    constructor() Ownable(msg.sender) {}

    function deposit() external payable {
        uint256 shares = (msg.value * (totalShares + 1)) / (totalAssets + 1);
        totalAssets += msg.value;
        totalShares += shares;
        sharesOf[msg.sender] += shares;
        emit Deposited(msg.sender, msg.value, shares);
    }

    function redeem(uint256 shares) external {
        uint256 assets = (shares * (totalAssets + 1)) / (totalShares + 1);
        sharesOf[msg.sender] -= shares;
        totalShares -= shares;
        totalAssets -= assets;
        (bool success, ) = msg.sender.call{value: assets}("");
        if (!success) revert PaymentFailed();
        emit Redeemed(msg.sender, assets, shares);
    }

    /// @notice Adds earnings, for all shares.
    function earn() external payable onlyOwner {
        totalAssets += msg.value;
    }
}
