// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {FactoryWallet} from "./FactoryWallet.sol";

/// @title Factory with one customer
/// @notice Only the owner creates wallets; whoever wants one applies for it.
contract FactoryLicensed is Ownable {
    mapping(address account => uint256) public appliedAt;
    mapping(address account => address) public walletOf;

    event Applied(address indexed account);
    event WalletCreated(address indexed account, address wallet);

    constructor() Ownable(msg.sender) {}

    function applyForWallet() external {
        appliedAt[msg.sender] = block.timestamp;
        emit Applied(msg.sender);
    }

    function createWallet(address account) external onlyOwner {
        address wallet = address(new FactoryWallet(account));
        walletOf[account] = wallet;
        emit WalletCreated(account, wallet);
    }
}
