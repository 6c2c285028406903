// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Playlist
/// @notice Each listener goes round the same tracks at the own pace.
contract RotaPlaylist {
    bytes32[] private _tracks;
    mapping(address listener => uint256) private _next;
    mapping(address listener => bytes32) public playing;

    event Playing(address indexed listener, bytes32 indexed track);

    constructor(bytes32[] memory tracks) {
        _tracks = tracks;
    }

    function skip() external {
        uint256 index = _next[msg.sender];
        _next[msg.sender] = (index + 1) % _tracks.length;
        playing[msg.sender] = _tracks[index];
        emit Playing(msg.sender, _tracks[index]);
    }
}
