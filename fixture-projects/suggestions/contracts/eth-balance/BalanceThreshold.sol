// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Club of the wealthy
/// @notice Admits accounts by the ETH that they hold themselves, for a fee.
contract BalanceThreshold {
    uint256 public constant FEE = 0.01 ether;
    uint256 public immutable threshold;
    mapping(address member => uint256 balance) public balanceAtEntry;

    event Entered(address indexed member, uint256 balance);

    error WrongFee(uint256 paid);
    error NotWealthy(uint256 balance);

    constructor(uint256 threshold_) {
        threshold = threshold_;
    }

    /// @notice Looks at the caller's balance, and at nobody else's.
    function enter() external payable {
        if (msg.value != FEE) revert WrongFee(msg.value);
        uint256 held = msg.sender.balance;
        if (held < threshold) revert NotWealthy(held);
        balanceAtEntry[msg.sender] = threshold;
        emit Entered(msg.sender, threshold);
    }
}
