// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title MintCap
/// @notice Free badges: a few for each account, and not more than `MAX_BADGES` in all.
contract MintCap {
    uint256 public constant MAX_BADGES = 100;
    uint256 public constant MAX_OF_ACCOUNT = 5;

    /// @notice Badges that are out.
    uint256 public minted;

    /// @notice Badges of one account.
    mapping(address account => uint256 badges) public badgesOf;

    event Minted(address indexed account, uint256 quantity);

    error SoldOut(uint256 requested, uint256 left);
    error TooMany(uint256 requested);

    /// @notice Takes some badges.
    function mint(uint256 quantity) external {
        if (minted + quantity > MAX_BADGES) revert SoldOut(quantity, MAX_BADGES - minted);
        if (badgesOf[msg.sender] + quantity > MAX_OF_ACCOUNT) revert TooMany(quantity);

        minted += quantity;
        badgesOf[msg.sender] += quantity;
        emit Minted(msg.sender, quantity);
    }
}
