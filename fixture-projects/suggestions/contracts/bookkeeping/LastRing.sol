// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title LastRing
/// @notice A bell that may be rung once an hour, by whoever comes first.
contract LastRing {
    uint256 public constant PAUSE = 1 hours;

    /// @notice When the bell was rung last; a Unix time.
    uint256 public lastRungAt;

    /// @notice How often somebody has rung it.
    mapping(address ringer => uint256 times) public rungBy;

    event Rung(address indexed ringer);

    error TooEarly(uint256 notBefore);

    /// @notice Rings the bell.
    function ring() external {
        if (block.timestamp < lastRungAt + PAUSE) revert TooEarly(lastRungAt + PAUSE);
        lastRungAt = block.timestamp;
        rungBy[msg.sender] += 1;
        emit Rung(msg.sender);
    }
}
