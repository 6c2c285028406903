// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title Coin
/// @notice An ordinary token of fixed supply.
contract KeyCoin is ERC20 {
    constructor(address[] memory holders, uint256 each) ERC20("Coin", "COIN") {
        for (uint256 i = 0; i < holders.length; ++i) {
            _mint(holders[i], each);
        }
    }
}
