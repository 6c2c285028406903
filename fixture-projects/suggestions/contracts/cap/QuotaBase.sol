// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title QuotaBase
/// @notice A bound that everybody's deposits share.
abstract contract QuotaBase {
    /// @notice What may be in here in all.
    uint256 public depositCap;

    uint256 private _used;

    error CapExceeded(uint256 used, uint256 cap);

    constructor(uint256 depositCap_) {
        depositCap = depositCap_;
    }

    /// @notice What is in here in all.
    function totalDeposits() public view returns (uint256) {
        return _used;
    }

    function _setCap(uint256 depositCap_) internal {
        depositCap = depositCap_;
    }

    function _use(uint256 amount) internal {
        _used += amount;
        if (_used > depositCap) revert CapExceeded(_used, depositCap);
    }

    function _free(uint256 amount) internal {
        _used -= amount;
    }
}
