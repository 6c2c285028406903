// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title MeteredCounter
/// @notice Profiles of users. Every change is metered, whatever it changes.
contract MeteredCounter {
    uint256 private _changes;

    /// @notice How a user wants to be called.
    mapping(address user => bytes32 name) public nameOf;

    /// @notice The hash of a user's picture.
    mapping(address user => bytes32 picture) public pictureOf;

    event NameChanged(address indexed user, bytes32 name);
    event PictureChanged(address indexed user, bytes32 picture);

    /// @dev Counts a call that has succeeded.
    modifier metered() {
        _;
        unchecked {
            ++_changes;
        }
    }

    /// @notice Changes the caller's name.
    function setName(bytes32 name) external metered {
        nameOf[msg.sender] = name;
        emit NameChanged(msg.sender, name);
    }

    /// @notice Changes the caller's picture.
    function setPicture(bytes32 picture) external metered {
        pictureOf[msg.sender] = picture;
        emit PictureChanged(msg.sender, picture);
    }

    /// @notice Changes of all profiles so far.
    function changeCount() external view returns (uint256) {
        return _changes;
    }
}
