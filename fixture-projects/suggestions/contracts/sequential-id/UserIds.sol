// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title UserIds
/// @notice Diaries: the pages of each author are numbered from 1.
contract UserIds {
    /// @notice The number of an author's last page.
    mapping(address author => uint256 pageId) public lastPageId;

    mapping(address author => mapping(uint256 pageId => bytes32 hash)) private _pages;

    event Written(address indexed author, uint256 indexed pageId, bytes32 hash);

    error NoSuchPage(uint256 pageId);

    /// @notice Adds a page to the caller's diary.
    function write(bytes32 hash) external returns (uint256 pageId) {
        pageId = ++lastPageId[msg.sender];
        _pages[msg.sender][pageId] = hash;
        emit Written(msg.sender, pageId, hash);
    }

    /// @notice Replaces a page of the caller's diary.
    function rewrite(uint256 pageId, bytes32 hash) external {
        if (_pages[msg.sender][pageId] == bytes32(0)) revert NoSuchPage(pageId);
        _pages[msg.sender][pageId] = hash;
        emit Written(msg.sender, pageId, hash);
    }

    /// @notice The hash of a page.
    function page(address author, uint256 pageId) external view returns (bytes32) {
        return _pages[author][pageId];
    }
}
