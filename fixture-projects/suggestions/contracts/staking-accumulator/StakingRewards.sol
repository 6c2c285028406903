// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Staking with a stream of rewards
/// @notice Stakers of ETH share a fixed amount of ETH per second by their stakes, as in Synthetix' StakingRewards.
contract StakingRewards {
    uint256 public immutable rewardRate;
    uint256 public rewardPerTokenStored;
    uint256 public lastUpdateTime;
    uint256 public totalStaked;
    mapping(address account => uint256) public stakeOf;
    mapping(address account => uint256) public rewardPerTokenPaid;
    mapping(address account => uint256) public rewards;

    event Staked(address indexed account, uint256 amount);
    event Withdrawn(address indexed account, uint256 amount);
    event RewardPaid(address indexed account, uint256 amount);

    error NothingStaked();
    error PaymentFailed();

    modifier updateReward(address account) {
        rewardPerTokenStored = rewardPerToken();
        lastUpdateTime = block.timestamp;
        rewards[account] = earned(account);
        rewardPerTokenPaid[account] = rewardPerTokenStored;
        _;
    }

    constructor(uint256 rewardRate_) payable {
        rewardRate = rewardRate_;
        lastUpdateTime = block.timestamp;
    }

    function stake() external payable updateReward(msg.sender) {
        if (msg.value == 0) revert NothingStaked();
        totalStaked += msg.value;
        stakeOf[msg.sender] += msg.value;
        emit Staked(msg.sender, msg.value);
    }

    function withdraw(uint256 amount) external updateReward(msg.sender) {
        stakeOf[msg.sender] -= amount;
        totalStaked -= amount;
        _pay(amount);
        emit Withdrawn(msg.sender, amount);
    }

    function claim() external updateReward(msg.sender) {
        uint256 amount = rewards[msg.sender];
        rewards[msg.sender] = 0;
        _pay(amount);
        emit RewardPaid(msg.sender, amount);
    }

    function rewardPerToken() public view returns (uint256) {
        if (totalStaked == 0) return rewardPerTokenStored;
        return rewardPerTokenStored + ((block.timestamp - lastUpdateTime) * rewardRate * 1e18) / totalStaked;
    }

    function earned(address account) public view returns (uint256) {
        return rewards[account] + (stakeOf[account] * (rewardPerToken() - rewardPerTokenPaid[account])) / 1e18;
    }

    function _pay(uint256 amount) private {
        (bool success, ) = msg.sender.call{value: amount}("");
        if (!success) revert PaymentFailed();
    }
}
