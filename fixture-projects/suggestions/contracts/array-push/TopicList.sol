// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title TopicList
/// @notice Readers of topics; each topic has a list of its own, which begins with its first reader.
contract TopicList {
    uint256 public constant MAX_READERS = 50;

    mapping(bytes32 topic => address[] readers) private _readers;

    event Subscribed(bytes32 indexed topic, address indexed reader);

    error TooManyReaders(bytes32 topic);

    /// @notice Puts the caller on the list of a topic.
    function subscribe(bytes32 topic) external {
        address[] storage readers = _readers[topic];
        if (readers.length == MAX_READERS) revert TooManyReaders(topic);
        readers.push(msg.sender);
        emit Subscribed(topic, msg.sender);
    }

    /// @notice How many read a topic.
    function readerCount(bytes32 topic) external view returns (uint256) {
        return _readers[topic].length;
    }
}
