// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Shards of a register
/// @notice Gives each new account the next of eight shards, wrapping around by hand.
contract RotaShards {
    uint8 public constant SHARDS = 8;

    uint8 private _pointer;
    mapping(address account => uint8 shard) private _shardOf;

    event Assigned(address indexed account);

    function register() external {
        uint8 shard = _pointer + 1;
        if (shard == SHARDS) shard = 0;
        _pointer = shard;
        _shardOf[msg.sender] = shard + 1;
        emit Assigned(msg.sender);
    }

    function isRegistered(address account) external view returns (bool) {
        return _shardOf[account] != 0;
    }

    function shardOf(address account) external view returns (uint8) {
        return _shardOf[account] - 1;
    }
}
