// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @title Reserve of a relief fund
/// @notice What has been paid in is added up; nothing is paid by it, whatever it is called.
contract PoolTally is Ownable {
    uint256 public reserve0;

    event PaidIn(address indexed account, uint256 amount);

    error PaymentFailed();

    constructor() Ownable(msg.sender) {}

    function swap() external payable {
        reserve0 += msg.value;
        emit PaidIn(msg.sender, msg.value);
    }

    /// @notice Sends help; what was paid in stays as it is.
    function send(address to, uint256 amount) external onlyOwner {
        (bool success, ) = to.call{value: amount}("");
        if (!success) revert PaymentFailed();
    }

    /// @notice How much of a goal has been paid in, in 1/10,000.
    function price(uint256 goal) external view returns (uint256) {
        return (reserve0 * 10_000) / goal;
    }
}
