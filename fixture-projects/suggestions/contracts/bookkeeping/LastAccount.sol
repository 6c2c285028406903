// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title LastAccount
/// @notice Sports: what each athlete has run, with the time and the block of the last run.
contract LastAccount {
    struct Athlete {
        address lastCaller;
        uint64 lastUpdated;
        uint256 metres;
    }

    mapping(address athlete => Athlete record) private _athletes;

    event Ran(address indexed athlete, uint256 metres);

    /// @notice Adds a run of the caller.
    function run(uint256 metres) external {
        Athlete storage athlete = _athletes[msg.sender];
        athlete.lastCaller = msg.sender;
        athlete.lastUpdated = uint64(block.timestamp);
        athlete.metres += metres;
        emit Ran(msg.sender, metres);
    }

    /// @notice What an athlete has run, and when last.
    function recordOf(address athlete) external view returns (uint256 metres, uint64 lastUpdated) {
        return (_athletes[athlete].metres, _athletes[athlete].lastUpdated);
    }
}
