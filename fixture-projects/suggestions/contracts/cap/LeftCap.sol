// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title LeftCap
/// @notice A vault that says how much may still be deposited, and takes no more than that.
contract LeftCap {
    uint256 public constant MAX_TOTAL = 160 ether;

    /// @notice What is deposited in all.
    uint256 public total;

    /// @notice The deposit of one account.
    mapping(address account => uint256 amount) public depositOf;

    error TooMuch(uint256 amount, uint256 left);

    /// @notice What may still be deposited.
    function maxDeposit() public view returns (uint256) {
        return total >= MAX_TOTAL ? 0 : MAX_TOTAL - total;
    }

    /// @notice Deposits what is sent with the call.
    function deposit() external payable {
        if (msg.value > maxDeposit()) revert TooMuch(msg.value, maxDeposit());
        depositOf[msg.sender] += msg.value;
        total += msg.value;
    }
}
