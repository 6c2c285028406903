// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title StakeSupply
/// @notice Keeps stakes without any reward. How much there is in all is shown to the curious.
contract StakeSupply {
    uint256 private _staked;

    /// @notice The stake of one account.
    mapping(address account => uint256 stake) public stakeOf;

    event Staked(address indexed account, uint256 amount);
    event Unstaked(address indexed account, uint256 amount);

    error PaymentFailed();

    /// @notice Adds to the caller's stake.
    function stake() external payable {
        _add(msg.sender, msg.value);
        emit Staked(msg.sender, msg.value);
    }

    /// @notice Adds to somebody else's stake.
    function stakeFor(address account) external payable {
        _add(account, msg.value);
        emit Staked(account, msg.value);
    }

    /// @notice Takes from the caller's stake; fails if there is less.
    function unstake(uint256 amount) external {
        stakeOf[msg.sender] -= amount;
        _staked = _staked - amount;
        emit Unstaked(msg.sender, amount);
        (bool success, ) = msg.sender.call{value: amount}("");
        if (!success) revert PaymentFailed();
    }

    /// @notice All stakes together.
    function totalStaked() external view returns (uint256) {
        return _staked;
    }

    function _add(address account, uint256 amount) internal {
        stakeOf[account] += amount;
        _staked = _staked + amount;
    }
}
