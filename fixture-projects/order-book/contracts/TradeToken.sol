// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title TradeToken
/// @notice What is traded; each of the first holders has the same amount.
contract TradeToken is ERC20 {
    constructor(address[] memory holders, uint256 amount) ERC20("Trade", "TRD") {
        for (uint256 i = 0; i < holders.length; i++) _mint(holders[i], amount);
    }
}
