// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Votes} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Votes.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

/// @title Shares of a cooperative
/// @notice Anybody buys shares with votes for ETH, one to one, and sells them back.
contract VoteShares is ERC20, ERC20Votes {
    error PaymentFailed();

    constructor() ERC20("Cooperative Share", "COOP") EIP712("Cooperative Share", "1") {}

    function buy() external payable {
        _mint(msg.sender, msg.value);
    }

    function sell(uint256 amount) external {
        _burn(msg.sender, amount);
        (bool success, ) = msg.sender.call{value: amount}("");
        if (!success) revert PaymentFailed();
    }

    function _update(address from, address to, uint256 value) internal override(ERC20, ERC20Votes) {
        super._update(from, to, value);
    }
}
