// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title TallySlot
/// @notice Likes and dislikes of a film, one of either kind for each account.
contract TallySlot {
    /// @notice Likes of all.
    uint128 public likes;

    /// @notice Dislikes of all.
    uint128 public dislikes;

    /// @notice Whether an account has liked it.
    mapping(address account => bool liked) public hasLiked;

    /// @notice Whether an account has disliked it.
    mapping(address account => bool disliked) public hasDisliked;

    error OnceOnly();

    /// @notice Likes it.
    function like() external {
        if (hasLiked[msg.sender]) revert OnceOnly();
        hasLiked[msg.sender] = true;
        likes += 1;
    }

    /// @notice Dislikes it.
    function dislike() external {
        if (hasDisliked[msg.sender]) revert OnceOnly();
        hasDisliked[msg.sender] = true;
        dislikes += 1;
    }
}
