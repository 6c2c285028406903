// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title Gold
/// @notice One of the tokens that are traded. All of it belongs to the deployer at first.
contract Gold is ERC20 {
    constructor(uint256 supply) ERC20("Gold", "GLD") {
        _mint(msg.sender, supply);
    }
}

/// @title Silver
/// @notice The other one.
contract Silver is ERC20 {
    constructor(uint256 supply) ERC20("Silver", "SLV") {
        _mint(msg.sender, supply);
    }
}
