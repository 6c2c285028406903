// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";

/// @title StakingRewards
/// @notice Shares a stream of rewards among stakers, in proportion to their stakes and to the time.
/// @dev After Synthetix: one accumulator for all, and for each user its value at the last visit.
contract StakingRewards is Ownable, ReentrancyGuard {
    using SafeERC20 for IERC20;

    IERC20 public immutable stakingToken;
    IERC20 public immutable rewardsToken;

    /// @notice When the present period of rewards ends; a Unix time.
    uint256 public periodFinish;

    /// @notice Reward tokens for each second, for all stakers together.
    uint256 public rewardRate;

    /// @notice Length of a period, in seconds.
    uint256 public rewardsDuration = 7 days;

    /// @notice When the accumulator was brought up to date; a Unix time.
    uint256 public lastUpdateTime;

    /// @notice Rewards for one staked token since the beginning, 18 decimals.
    uint256 public rewardPerTokenStored;

    /// @notice The accumulator at the user's last visit.
    mapping(address user => uint256 value) public userRewardPerTokenPaid;

    /// @notice Rewards earned up to the user's last visit and not yet paid.
    mapping(address user => uint256 amount) public rewards;

    /// @notice All stakes.
    uint256 public totalStaked;

    /// @notice The stake of one user.
    mapping(address user => uint256 amount) public stakeOf;

    event RewardAdded(uint256 reward);
    event Staked(address indexed user, uint256 amount);
    event Withdrawn(address indexed user, uint256 amount);
    event RewardPaid(address indexed user, uint256 reward);

    error ZeroAmount();
    error InsufficientStake(uint256 requested, uint256 staked);
    error RewardTooHigh(uint256 reward);

    /// @dev Brings the accumulator up to date, and the account's rewards with it.
    modifier updateReward(address account) {
        rewardPerTokenStored = rewardPerToken();
        lastUpdateTime = lastTimeRewardApplicable();
        if (account != address(0)) {
            rewards[account] = earned(account);
            userRewardPerTokenPaid[account] = rewardPerTokenStored;
        }
        _;
    }

    constructor(
        address initialOwner,
        IERC20 stakingToken_,
        IERC20 rewardsToken_
    ) Ownable(initialOwner) {
        stakingToken = stakingToken_;
        rewardsToken = rewardsToken_;
    }

    /// @notice Adds to the caller's stake.
    function stake(uint256 amount) external nonReentrant updateReward(msg.sender) {
        if (amount == 0) revert ZeroAmount();
        totalStaked += amount;
        stakeOf[msg.sender] += amount;
        stakingToken.safeTransferFrom(msg.sender, address(this), amount);
        emit Staked(msg.sender, amount);
    }

    /// @notice Pays the whole stake and all rewards to the caller.
    function exit() external {
        withdraw(stakeOf[msg.sender]);
        getReward();
    }

    /// @notice Starts a period of rewards, or adds to the running one. The tokens must be here already.
    /// @param reward Reward tokens for the whole period.
    function notifyRewardAmount(uint256 reward) external onlyOwner updateReward(address(0)) {
        uint256 left = block.timestamp < periodFinish
            ? (periodFinish - block.timestamp) * rewardRate
            : 0;
        rewardRate = (reward + left) / rewardsDuration;
        if (rewardRate > rewardsToken.balanceOf(address(this)) / rewardsDuration) {
            revert RewardTooHigh(reward);
        }

        lastUpdateTime = block.timestamp;
        periodFinish = block.timestamp + rewardsDuration;
        emit RewardAdded(reward);
    }

    /// @notice Pays a part of the stake back to the caller.
    function withdraw(uint256 amount) public nonReentrant updateReward(msg.sender) {
        if (amount == 0) revert ZeroAmount();
        uint256 staked = stakeOf[msg.sender];
        if (amount > staked) revert InsufficientStake(amount, staked);

        totalStaked -= amount;
        stakeOf[msg.sender] = staked - amount;
        stakingToken.safeTransfer(msg.sender, amount);
        emit Withdrawn(msg.sender, amount);
    }

    /// @notice Pays the caller's rewards.
    function getReward() public nonReentrant updateReward(msg.sender) {
        uint256 reward = rewards[msg.sender];
        if (reward == 0) return;

        rewards[msg.sender] = 0;
        rewardsToken.safeTransfer(msg.sender, reward);
        emit RewardPaid(msg.sender, reward);
    }

    /// @notice Rewards that an account could be paid now.
    function earned(address account) public view returns (uint256) {
        uint256 sinceLastVisit = rewardPerToken() - userRewardPerTokenPaid[account];
        return (stakeOf[account] * sinceLastVisit) / 1e18 + rewards[account];
    }

    /// @notice Rewards for one staked token up to now, 18 decimals.
    function rewardPerToken() public view returns (uint256) {
        if (totalStaked == 0) return rewardPerTokenStored;
        uint256 elapsed = lastTimeRewardApplicable() - lastUpdateTime;
        return rewardPerTokenStored + (elapsed * rewardRate * 1e18) / totalStaked;
    }

    /// @notice Now, or the end of the period if that is over.
    function lastTimeRewardApplicable() public view returns (uint256) {
        return block.timestamp < periodFinish ? block.timestamp : periodFinish;
    }
}
