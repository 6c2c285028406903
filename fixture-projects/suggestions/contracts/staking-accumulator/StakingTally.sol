// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Stakes without rewards
/// @notice Members stake ETH to be seen. What part of all stakes one has is worked out for readers only.
contract StakingTally {
    uint256 public totalStaked;
    mapping(address account => uint256) public stakeOf;

    event Staked(address indexed account, uint256 amount);
    event Unstaked(address indexed account, uint256 amount);

    error PaymentFailed();

    /// @notice Adds to the caller's stake.
    function stake() external payable {
        totalStaked += msg.value;
        stakeOf[msg.sender] += msg.value;
        emit Staked(msg.sender, msg.value);
    }

    /// @notice Takes a part of the caller's stake back.
    function unstake(uint256 amount) external {
        totalStaked -= amount;
        stakeOf[msg.sender] -= amount;
        (bool success, ) = msg.sender.call{value: amount}("");
        if (!success) revert PaymentFailed();
        emit Unstaked(msg.sender, amount);
    }

    /// @notice The part of all stakes that is the account's, in 1/10,000.
    function shareOf(address account) external view returns (uint256) {
        return totalStaked == 0 ? 0 : (stakeOf[account] * 10_000) / totalStaked;
    }
}
