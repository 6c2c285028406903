// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {FactorySafe} from "./FactorySafe.sol";

/// @title Desk of a safe
/// @notice Creates the safe with itself, and afterwards only calls it.
contract FactoryDesk {
    FactorySafe public immutable safe = new FactorySafe();

    event Created(address indexed account, uint256 amount);

    /// @notice Makes a deposit for the caller.
    function createDeposit() external payable {
        safe.keepFor{value: msg.value}(msg.sender);
        emit Created(msg.sender, msg.value);
    }
}
