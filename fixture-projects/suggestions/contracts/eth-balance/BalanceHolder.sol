// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title What a contract holds
abstract contract BalanceHolder {
    error PaymentFailed();

    /// @notice All ETH that can be given out.
    function available() public view returns (uint256 amount) {
        assembly ("memory-safe") {
            amount := selfbalance()
        }
    }

    function _pay(address to, uint256 amount) internal {
        (bool success, ) = to.call{value: amount}("");
        if (!success) revert PaymentFailed();
    }
}
