// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Pool of entropy
abstract contract DiceEntropy {
    uint256 private _entropy = uint256(blockhash(block.number - 1));

    /// @dev Stirs the pool, and takes a number from it.
    function _draw(address account) internal returns (uint256 number) {
        uint256 before = _entropy;
        number = uint256(keccak256(abi.encodePacked(account, before)));
        _entropy = number;
    }
}
