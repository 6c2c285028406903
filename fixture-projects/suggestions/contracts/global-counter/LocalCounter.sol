// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title LocalCounter
/// @notice Scores of climbers: the mean of the heights that a climber reports.
contract LocalCounter {
    /// @notice The mean height of a climber's last season.
    mapping(address climber => uint256 mean) public meanOf;

    event SeasonReported(address indexed climber, uint256 total, uint256 mean);

    error NoHeights();

    /// @notice Reports the caller's season.
    /// @dev `total` is a variable of the function: it is gone when the call ends.
    function report(uint256[] calldata heights) external {
        if (heights.length == 0) revert NoHeights();
        uint256 total;
        for (uint256 i = 0; i < heights.length; i++) {
            total += heights[i];
        }
        uint256 mean = total / heights.length;
        meanOf[msg.sender] = mean;
        emit SeasonReported(msg.sender, total, mean);
    }
}
