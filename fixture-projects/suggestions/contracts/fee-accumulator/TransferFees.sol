// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title TransferFees
/// @notice A token that pays one per cent of each transfer to a collector.
contract TransferFees is ERC20, Ownable {
    /// @notice Who gets the fees.
    address public feeCollector;

    /// @param holder Who gets all tokens at first.
    constructor(address holder, address feeCollector_) ERC20("Taxed", "TAX") Ownable(msg.sender) {
        _mint(holder, 1_000_000e18);
        feeCollector = feeCollector_;
    }

    /// @notice Has the fees paid to another account from now on.
    function setFeeCollector(address feeCollector_) external onlyOwner {
        feeCollector = feeCollector_;
    }

    /// @dev What is minted or burnt, and what the collector sends, is free.
    function _update(address from, address to, uint256 value) internal override {
        address collector = feeCollector;
        if (from == address(0) || to == address(0) || from == collector) {
            super._update(from, to, value);
            return;
        }
        uint256 fee = value / 100;
        super._update(from, collector, fee);
        super._update(from, to, value - fee);
    }
}
