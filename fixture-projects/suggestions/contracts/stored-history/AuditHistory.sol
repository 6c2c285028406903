// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title AuditHistory
/// @notice A log in storage, to be read from outside.
abstract contract AuditHistory {
    struct LogEntry {
        address account;
        uint64 time;
        bytes32 action;
    }

    LogEntry[] private _log;

    /// @notice How many entries there are.
    function logLength() external view returns (uint256) {
        return _log.length;
    }

    /// @notice One entry.
    function logEntry(uint256 index) external view returns (address, uint64, bytes32) {
        LogEntry storage entry = _log[index];
        return (entry.account, entry.time, entry.action);
    }

    function _audit(bytes32 action) internal {
        _log.push(LogEntry(msg.sender, uint64(block.timestamp), action));
    }
}
