// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title OwnerSupply
/// @notice Points of a shop. Only the shop makes and takes them, customers pass them on.
contract OwnerSupply is ERC20, Ownable {
    constructor() ERC20("Points", "PTS") Ownable(msg.sender) {}

    /// @notice Gives points to a customer.
    function mint(address customer, uint256 amount) external onlyOwner {
        _mint(customer, amount);
    }

    /// @notice Takes points from a customer who has spent them.
    function burn(address customer, uint256 amount) external onlyOwner {
        _burn(customer, amount);
    }
}
