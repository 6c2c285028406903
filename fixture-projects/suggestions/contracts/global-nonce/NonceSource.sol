// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title NonceSource
/// @notice Makes digests of a sender's data that never come twice.
abstract contract NonceSource {
    uint256 private _counter;

    /// @dev A digest that is bound to the sender of the call.
    function _uniqueDigest(bytes32 data) internal returns (bytes32) {
        uint256 current = _counter;
        _counter = current + 1;
        return keccak256(abi.encodePacked(address(this), msg.sender, data, current));
    }
}
