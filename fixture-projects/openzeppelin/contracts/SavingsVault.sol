// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";

/// @title SavingsVault
/// @notice Shares in all the money that it holds. Whoever sends it money makes all shares dearer.
contract SavingsVault is ERC4626 {
    constructor(IERC20 asset_) ERC20("Savings", "SAV") ERC4626(asset_) {}

    /// @dev Virtual shares against inflation attacks.
    function _decimalsOffset() internal pure override returns (uint8) {
        return 3;
    }
}
