// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title ChannelNonce
/// @notice Channels between two accounts, opened with a deposit or without.
contract ChannelNonce {
    /// @notice Goes into the id of each channel, so that two accounts can have several.
    uint256 public nonce;

    /// @notice The deposit of an open channel, plus one.
    mapping(bytes32 channelId => uint256 deposit) private _deposits;

    event Opened(bytes32 indexed channelId, address indexed from, address indexed to);

    /// @notice Opens a channel without a deposit.
    function open(address to) external returns (bytes32 channelId) {
        nonce += 1;
        channelId = keccak256(abi.encode(msg.sender, to, nonce));
        _deposits[channelId] = 1;
        emit Opened(channelId, msg.sender, to);
    }

    /// @notice Opens a channel with what is sent with the call.
    function openWithDeposit(address to) external payable returns (bytes32 channelId) {
        nonce += 1;
        channelId = keccak256(abi.encode(msg.sender, to, nonce));
        _deposits[channelId] = msg.value + 1;
        emit Opened(channelId, msg.sender, to);
    }

    /// @notice Whether there is a channel, and what is in it.
    function channel(bytes32 channelId) external view returns (bool exists, uint256 deposit) {
        uint256 stored = _deposits[channelId];
        return stored == 0 ? (false, 0) : (true, stored - 1);
    }
}
