// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title PriceAverage
/// @notice The mean of all prices that were reported.
contract PriceAverage {
    /// @dev Rightly packed: every report writes all three.
    struct Window {
        uint128 sum;
        uint64 count;
        uint64 updatedAt;
    }

    Window public window;

    /// @notice The last price that a reporter has reported.
    mapping(address reporter => uint256 price) public lastReportOf;

    /// @notice Reports a price.
    function report(uint128 price) external {
        window.sum += price;
        window.count += 1;
        window.updatedAt = uint64(block.timestamp);
        lastReportOf[msg.sender] = price;
    }

    /// @notice The mean; 0 before the first report.
    function mean() external view returns (uint256) {
        return window.count == 0 ? 0 : window.sum / window.count;
    }
}
