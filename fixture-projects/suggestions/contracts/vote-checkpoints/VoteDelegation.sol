// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Votes} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Votes.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

/// @title Governance token of fixed supply
/// @notice All of it is made at once; holders transfer and delegate.
contract VoteDelegation is ERC20, ERC20Votes {
    constructor(address treasury, uint256 supply) ERC20("Fixed Votes", "FIX") EIP712("Fixed Votes", "1") {
        _mint(treasury, supply);
    }

    function _update(address from, address to, uint256 value) internal override(ERC20, ERC20Votes) {
        super._update(from, to, value);
    }
}
