// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @title OwnerHistory
/// @notice News of the owner, all kept; followers say which they like.
contract OwnerHistory is Ownable {
    /// @notice All news.
    bytes32[] public history;

    /// @notice Whether a follower likes some news.
    mapping(address follower => mapping(bytes32 news => bool liked)) public likes;

    event Announced(bytes32 news);
    event Liked(address indexed follower, bytes32 news);

    constructor() Ownable(msg.sender) {}

    /// @notice Announces something.
    function announce(bytes32 news) external onlyOwner {
        history.push(news);
        emit Announced(news);
    }

    /// @notice Likes some news.
    function like(bytes32 news) external {
        likes[msg.sender][news] = true;
        emit Liked(msg.sender, news);
    }
}
