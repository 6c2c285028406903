// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Burnable} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Burnable.sol";

/// @title LaunchToken
/// @notice The token that the sale and the airdrop hand out.
contract LaunchToken is ERC20, ERC20Burnable, Ownable {
    /// @notice Contracts and accounts that may create tokens.
    mapping(address account => bool allowed) public isMinter;

    event MinterSet(address indexed account, bool allowed);

    error NotMinter(address account);

    constructor(address initialOwner) ERC20("Launch", "LNCH") Ownable(initialOwner) {}

    /// @notice Allows or forbids an account to create tokens.
    function setMinter(address account, bool allowed) external onlyOwner {
        isMinter[account] = allowed;
        emit MinterSet(account, allowed);
    }

    /// @notice Creates tokens.
    /// @param to Who receives them.
    /// @param amount In the smallest unit, 18 decimals.
    function mint(address to, uint256 amount) external {
        if (!isMinter[msg.sender]) revert NotMinter(msg.sender);
        _mint(to, amount);
    }
}
