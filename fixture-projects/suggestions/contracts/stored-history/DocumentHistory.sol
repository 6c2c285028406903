// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title DocumentHistory
/// @notice The versions of documents. Whoever begins one goes on with it.
contract DocumentHistory {
    /// @notice The author of a document.
    mapping(bytes32 document => address author) public authorOf;

    mapping(bytes32 document => bytes32[] versions) private _versions;

    event Saved(bytes32 indexed document, address indexed author, bytes32 hash);

    error NotAuthor(bytes32 document);

    /// @notice Saves a version.
    function save(bytes32 document, bytes32 hash) external {
        address author = authorOf[document];
        if (author == address(0)) authorOf[document] = msg.sender;
        else if (author != msg.sender) revert NotAuthor(document);
        _versions[document].push(hash);
        emit Saved(document, msg.sender, hash);
    }

    /// @notice All versions of a document.
    function versions(bytes32 document) external view returns (bytes32[] memory) {
        return _versions[document];
    }
}
