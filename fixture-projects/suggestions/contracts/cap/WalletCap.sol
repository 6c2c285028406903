// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title WalletCap
/// @notice Free samples: no more than ten for one account, but without a limit in all.
contract WalletCap {
    uint256 public constant CAP = 10;

    /// @notice Samples that an account has had.
    mapping(address account => uint256 samples) public claimed;

    event Claimed(address indexed account, uint256 quantity);

    error CapExceeded(uint256 requested, uint256 left);

    /// @notice Takes some samples.
    function claim(uint256 quantity) external {
        uint256 before = claimed[msg.sender];
        if (before + quantity > CAP) revert CapExceeded(quantity, CAP - before);
        claimed[msg.sender] = before + quantity;
        emit Claimed(msg.sender, quantity);
    }
}
