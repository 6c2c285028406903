// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {FactoryWallet} from "./FactoryWallet.sol";

/// @title Factory of wallets
/// @notice Everybody gets one wallet.
contract FactoryWallets {
    mapping(address owner => FactoryWallet) public walletOf;

    event WalletCreated(address indexed owner, FactoryWallet wallet);

    error HasWallet(address owner);

    function createWallet() external returns (FactoryWallet wallet) {
        if (address(walletOf[msg.sender]) != address(0)) revert HasWallet(msg.sender);
        wallet = new FactoryWallet(msg.sender);
        walletOf[msg.sender] = wallet;
        emit WalletCreated(msg.sender, wallet);
    }
}
