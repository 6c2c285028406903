// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title Dollar
/// @notice The money that the vault keeps and that teams are paid in: its owner alone issues it.
contract Dollar is ERC20, Ownable {
    constructor(address initialOwner) ERC20("Dollar", "USD") Ownable(initialOwner) {}

    function decimals() public pure override returns (uint8) {
        return 6;
    }

    /// @notice Issues money.
    /// @param amount In the smallest unit, 6 decimals.
    function mint(address to, uint256 amount) external onlyOwner {
        _mint(to, amount);
    }
}
