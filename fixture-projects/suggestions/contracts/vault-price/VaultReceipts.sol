// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title Receipts for ETH
/// @notice A receipt is worth what was paid for it: the supply is counted, and prices nothing.
contract VaultReceipts is ERC20 {
    error PaymentFailed();

    constructor() ERC20("Receipt", "RCT") {}

    function deposit() external payable {
        _mint(msg.sender, msg.value);
    }

    function redeem(uint256 shares) external {
        _burn(msg.sender, shares);
        (bool success, ) = msg.sender.call{value: shares}("");
        if (!success) revert PaymentFailed();
    }
}
