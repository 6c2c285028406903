// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title FixedSupply
/// @notice A token of which there will never be more: holders can but transfer it.
contract FixedSupply is ERC20 {
    /// @notice All tokens that there are.
    uint256 public constant TOTAL = 1_000_000e18;

    /// @param treasury Who gets all tokens at first.
    constructor(address treasury) ERC20("Fixed", "FIX") {
        _mint(treasury, TOTAL);
    }

    /// @notice The share of an account in all tokens, in hundredths of a per cent.
    function shareOf(address account) external view returns (uint256) {
        return (balanceOf(account) * 10_000) / totalSupply();
    }
}
