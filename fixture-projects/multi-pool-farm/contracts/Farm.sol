// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

import {RewardToken} from "./Tokens.sol";

/// @title Farm
/// @notice Shares a stream of rewards among pools, and each pool's part among its stakers.
/// @dev After MasterChef: one accumulator for each pool, and for each position its value at the last
/// visit. All pools take the same token; deposits and withdrawals keep the rewards for a harvest.
contract Farm is Ownable {
    using SafeERC20 for IERC20;

    struct Pool {
        uint32 allocPoint;
        uint64 lastRewardTime;
        uint256 accRewardPerShare;
        uint256 totalStaked;
    }

    struct Position {
        uint256 amount;
        uint256 rewardDebt;
        uint256 unpaid;
    }

    uint256 private constant PRECISION = 1e12;

    IERC20 public immutable stakeToken;
    RewardToken public immutable rewardToken;

    /// @notice Reward tokens for each second, for all pools together.
    uint256 public immutable rewardPerSecond;

    /// @notice How many pools there are; the last one has this id.
    uint256 public poolCount;

    /// @notice The points of all pools together.
    uint256 public totalAllocPoint;

    /// @notice The pools, by their ids; the first one is 1.
    mapping(uint256 pid => Pool pool) public pools;

    /// @notice What a user has in a pool.
    mapping(uint256 pid => mapping(address user => Position position)) public positions;

    event PoolAdded(uint256 indexed pid, uint32 allocPoint);
    event PoolChanged(uint256 indexed pid, uint32 allocPoint);
    event Deposited(address indexed user, uint256 indexed pid, uint256 amount);
    event Withdrawn(address indexed user, uint256 indexed pid, uint256 amount);
    event Harvested(address indexed user, uint256 indexed pid, uint256 reward);

    error NoSuchPool(uint256 pid);
    error ZeroAmount();
    error InsufficientStake(uint256 requested, uint256 staked);
    error NothingToHarvest(uint256 pid, address user);

    constructor(
        address initialOwner,
        IERC20 stakeToken_,
        uint256 rewardPerSecond_
    ) Ownable(initialOwner) {
        stakeToken = stakeToken_;
        rewardToken = new RewardToken(address(this));
        rewardPerSecond = rewardPerSecond_;
    }

    /// @notice Adds a pool that gets `allocPoint` of all points' part of the rewards.
    function addPool(uint32 allocPoint) external onlyOwner returns (uint256 pid) {
        _updateAll();
        pid = ++poolCount;
        totalAllocPoint += allocPoint;
        pools[pid].allocPoint = allocPoint;
        pools[pid].lastRewardTime = uint64(block.timestamp);
        emit PoolAdded(pid, allocPoint);
    }

    /// @notice Changes a pool's part.
    function setAllocPoint(uint256 pid, uint32 allocPoint) external onlyOwner {
        Pool storage pool = _pool(pid);
        _updateAll();
        totalAllocPoint = totalAllocPoint - pool.allocPoint + allocPoint;
        pool.allocPoint = allocPoint;
        emit PoolChanged(pid, allocPoint);
    }

    /// @notice Adds to the caller's stake in a pool.
    function deposit(uint256 pid, uint256 amount) external {
        if (amount == 0) revert ZeroAmount();
        (Pool storage pool, Position storage position) = _visit(pid);

        pool.totalStaked += amount;
        position.amount += amount;
        position.rewardDebt = _share(pool, position);
        stakeToken.safeTransferFrom(msg.sender, address(this), amount);
        emit Deposited(msg.sender, pid, amount);
    }

    /// @notice Pays a part of the stake in a pool back to the caller.
    function withdraw(uint256 pid, uint256 amount) external {
        if (amount == 0) revert ZeroAmount();
        (Pool storage pool, Position storage position) = _visit(pid);
        if (amount > position.amount) revert InsufficientStake(amount, position.amount);

        pool.totalStaked -= amount;
        position.amount -= amount;
        position.rewardDebt = _share(pool, position);
        stakeToken.safeTransfer(msg.sender, amount);
        emit Withdrawn(msg.sender, pid, amount);
    }

    /// @notice Pays the caller's rewards from a pool.
    function harvest(uint256 pid) external {
        (Pool storage pool, Position storage position) = _visit(pid);
        uint256 reward = position.unpaid;
        if (reward == 0) revert NothingToHarvest(pid, msg.sender);

        position.unpaid = 0;
        position.rewardDebt = _share(pool, position);
        rewardToken.mint(msg.sender, reward);
        emit Harvested(msg.sender, pid, reward);
    }

    /// @notice What a user could harvest now.
    function pendingReward(uint256 pid, address user) external view returns (uint256) {
        Pool storage pool = _pool(pid);
        Position storage position = positions[pid][user];
        uint256 share = (position.amount * _accumulated(pool)) / PRECISION;
        return position.unpaid + share - position.rewardDebt;
    }

    /// @dev Brings the pool up to date, and adds to the position what it has earned since the last visit.
    function _visit(uint256 pid) private returns (Pool storage pool, Position storage position) {
        pool = _pool(pid);
        position = positions[pid][msg.sender];
        _update(pool);
        position.unpaid += _share(pool, position) - position.rewardDebt;
    }

    /// @dev The points of a pool count for the time that they stood, so all pools come up to date first.
    function _updateAll() private {
        for (uint256 pid = 1; pid <= poolCount; pid++) _update(pools[pid]);
    }

    function _update(Pool storage pool) private {
        if (block.timestamp <= pool.lastRewardTime) return;
        pool.accRewardPerShare = _accumulated(pool);
        pool.lastRewardTime = uint64(block.timestamp);
    }

    function _accumulated(Pool storage pool) private view returns (uint256) {
        if (block.timestamp <= pool.lastRewardTime || pool.totalStaked == 0) {
            return pool.accRewardPerShare;
        }
        uint256 elapsed = block.timestamp - pool.lastRewardTime;
        uint256 reward = (elapsed * rewardPerSecond * pool.allocPoint) / totalAllocPoint;
        return pool.accRewardPerShare + (reward * PRECISION) / pool.totalStaked;
    }

    function _share(Pool storage pool, Position storage position) private view returns (uint256) {
        return (position.amount * pool.accRewardPerShare) / PRECISION;
    }

    function _pool(uint256 pid) private view returns (Pool storage pool) {
        pool = pools[pid];
        if (pool.lastRewardTime == 0) revert NoSuchPool(pid);
    }
}
