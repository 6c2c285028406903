// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title BucketCap
/// @notice A sale in sixteen buckets, whose price hangs on what is sold of all of them.
contract BucketCap {
    uint256 public constant MAX_SOLD = 1_600_000;

    uint256[16] private _soldOf;

    /// @notice What somebody has bought.
    mapping(address buyer => uint256 quantity) public boughtBy;

    error SoldOut();
    error NotPaid();

    /// @notice What is sold of all buckets.
    function sold() public view returns (uint256 sum) {
        for (uint256 i = 0; i < 16; i++) sum += _soldOf[i];
    }

    /// @notice Buys from the bucket that the address says.
    function buy(uint256 quantity) external payable {
        uint256 unit = sold() < 100_000 ? 10 : 20;
        if (msg.value < quantity * unit) revert NotPaid();
        uint256 bucket = uint160(msg.sender) % 16;
        if (_soldOf[bucket] + quantity > MAX_SOLD / 16) revert SoldOut();
        _soldOf[bucket] += quantity;
        boughtBy[msg.sender] += quantity;
    }
}
