// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title WrappedEtherSupply
/// @notice ETH as an ERC-20.
contract WrappedEtherSupply is ERC20 {
    event Deposited(address indexed account, uint256 amount);
    event Withdrawn(address indexed account, uint256 amount);

    error PaymentFailed();

    constructor() ERC20("Wrapped Ether", "WETH") {}

    /// @notice Wraps what is sent with the call.
    function deposit() external payable {
        _mint(msg.sender, msg.value);
        emit Deposited(msg.sender, msg.value);
    }

    /// @notice Unwraps.
    function withdraw(uint256 amount) external {
        _burn(msg.sender, amount);
        (bool success, ) = msg.sender.call{value: amount}("");
        if (!success) revert PaymentFailed();
        emit Withdrawn(msg.sender, amount);
    }
}
