// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Time deposits
/// @notice Each deposit earns points by its own size and age: nobody's points depend on what others stake.
contract StakingLocker {
    uint256 public constant POINTS_PER_DAY = 10;

    mapping(address account => uint256) public totalStaked;
    mapping(address account => uint256) public lastUpdateTime;
    mapping(address account => uint256) public points;

    event Locked(address indexed account, uint256 amount);
    event Released(address indexed account, uint256 amount);

    error PaymentFailed();

    /// @notice Adds to the caller's deposit.
    function lock() external payable {
        _accrue();
        totalStaked[msg.sender] += msg.value;
        emit Locked(msg.sender, msg.value);
    }

    /// @notice Gives the whole deposit back.
    function release() external {
        _accrue();
        uint256 amount = totalStaked[msg.sender];
        totalStaked[msg.sender] = 0;
        (bool success, ) = msg.sender.call{value: amount}("");
        if (!success) revert PaymentFailed();
        emit Released(msg.sender, amount);
    }

    function _accrue() private {
        uint256 elapsed = block.timestamp - lastUpdateTime[msg.sender];
        points[msg.sender] += (totalStaked[msg.sender] * elapsed * POINTS_PER_DAY) / 1 ether / 1 days;
        lastUpdateTime[msg.sender] = block.timestamp;
    }
}
