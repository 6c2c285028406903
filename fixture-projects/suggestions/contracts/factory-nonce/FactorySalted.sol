// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {FactoryWallet} from "./FactoryWallet.sol";

/// @title Factory of wallets at known addresses
/// @notice The address depends on owner and salt only; that the factory's nonce grows all the same shows nowhere.
contract FactorySalted {
    event WalletCreated(address indexed owner, address wallet);

    function createWallet(bytes32 salt) external returns (address wallet) {
        wallet = address(new FactoryWallet{salt: salt}(msg.sender));
        emit WalletCreated(msg.sender, wallet);
    }

    /// @notice Where a wallet is or will be.
    function addressOf(address owner, bytes32 salt) external view returns (address) {
        bytes32 codeHash = keccak256(abi.encodePacked(type(FactoryWallet).creationCode, abi.encode(owner)));
        bytes32 hash = keccak256(abi.encodePacked(bytes1(0xff), address(this), salt, codeHash));
        return address(uint160(uint256(hash)));
    }
}
