// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title LastActivity
/// @notice Pets that users keep. When anything has happened at all is shown on the site.
contract LastActivity {
    uint256 private _lastActivity;

    /// @notice How often a user's pet was fed.
    mapping(address user => uint256 meals) public mealsOf;

    /// @notice The name of a user's pet.
    mapping(address user => bytes32 name) public petOf;

    event Fed(address indexed user);
    event Named(address indexed user, bytes32 name);

    modifier noted() {
        _lastActivity = block.timestamp;
        _;
    }

    /// @notice Feeds the caller's pet.
    function feed() external noted {
        mealsOf[msg.sender] += 1;
        emit Fed(msg.sender);
    }

    /// @notice Names the caller's pet.
    function name(bytes32 newName) external noted {
        petOf[msg.sender] = newName;
        emit Named(msg.sender, newName);
    }

    /// @notice When anything has happened last; a Unix time.
    function lastActivity() external view returns (uint256) {
        return _lastActivity;
    }
}
