// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Burnable} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Burnable.sol";
import {ERC20Pausable} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Pausable.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// @title Credits
/// @notice A token that its owner issues and can stop, and that whoever holds it can burn.
contract Credits is ERC20, ERC20Burnable, ERC20Pausable, ERC20Permit, Ownable {
    constructor(
        address initialOwner
    ) ERC20("Credits", "CRD") ERC20Permit("Credits") Ownable(initialOwner) {}

    /// @notice Issues credits.
    function mint(address to, uint256 amount) external onlyOwner {
        _mint(to, amount);
    }

    /// @notice Stops all transfers.
    function pause() external onlyOwner {
        _pause();
    }

    /// @notice Allows transfers again.
    function unpause() external onlyOwner {
        _unpause();
    }

    function _update(
        address from,
        address to,
        uint256 value
    ) internal override(ERC20, ERC20Pausable) {
        super._update(from, to, value);
    }
}
