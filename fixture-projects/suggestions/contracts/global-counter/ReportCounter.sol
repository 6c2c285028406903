// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title ReportCounter
/// @notice Counts defects. There is a flag that the first report sets, but defects are told of after it, too.
contract ReportCounter {
    uint256 public defects;

    bool public reported;

    /// @notice How many defects the report speaks of.
    uint256 public inReport;

    mapping(address account => uint256 count) public toldBy;

    error AlreadyReported();
    error NothingToTell();

    /// @notice Tells of some defects.
    function tell(uint256 count) external {
        if (count == 0) revert NothingToTell();
        toldBy[msg.sender] += count;
        defects += count;
    }

    /// @notice Makes the report.
    function report() external {
        if (reported) revert AlreadyReported();
        reported = true;
        inReport = defects;
    }
}
