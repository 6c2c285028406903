// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20, IERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";

/// @title Vault
/// @notice An ordinary ERC-4626 vault: whatever it is given raises the price of its shares.
contract VaultShares is ERC4626 {
    constructor(IERC20 asset_) ERC20("Vault Share", "vAST") ERC4626(asset_) {}
}
