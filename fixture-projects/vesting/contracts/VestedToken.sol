// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title VestedToken
/// @notice What is handed out. All of it belongs to the deployer at first.
contract VestedToken is ERC20 {
    constructor(uint256 supply) ERC20("Vested", "VST") {
        _mint(msg.sender, supply);
    }
}
