// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Points per share
/// @notice The part of a farm that all of its users share: an index that grows with each block.
abstract contract StakingIndex {
    uint256 internal constant POINTS_PER_BLOCK = 1000;
    uint256 internal constant PRECISION = 1e24;

    uint256 private _pointsPerShare;
    uint256 private _lastBlock = block.number;
    uint256 private _shares;

    /// @notice Shares of all users.
    function totalShares() public view returns (uint256) {
        return _shares;
    }

    /// @notice Points that a share has earned since the beginning.
    function pointsPerShare() public view returns (uint256) {
        if (_shares == 0) return _pointsPerShare;
        uint256 mined = (block.number - _lastBlock) * POINTS_PER_BLOCK;
        return _pointsPerShare + (mined * PRECISION) / _shares;
    }

    /// @dev To be called before shares or points of anybody change.
    function _advance() internal returns (uint256 index) {
        index = pointsPerShare();
        _pointsPerShare = index;
        _lastBlock = block.number;
    }

    function _addShares(uint256 amount) internal {
        _shares = _shares + amount;
    }

    function _removeShares(uint256 amount) internal {
        _shares = _shares - amount;
    }
}
