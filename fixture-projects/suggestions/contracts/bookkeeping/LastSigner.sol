// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title LastSigner
/// @notice A petition. Everybody can sign it and change the comment later.
contract LastSigner {
    /// @notice Who has signed last.
    address public lastSigner;

    /// @notice What a signer has to say.
    mapping(address signer => bytes32 comment) public commentOf;

    event Signed(address indexed signer, bytes32 comment);

    error EmptyComment();

    /// @notice Signs with a comment.
    function sign(bytes32 comment) external {
        if (comment == bytes32(0)) revert EmptyComment();
        commentOf[msg.sender] = comment;
        lastSigner = msg.sender;
        emit Signed(msg.sender, comment);
    }

    /// @notice Whether an account has signed.
    function hasSigned(address account) external view returns (bool) {
        return commentOf[account] != bytes32(0);
    }
}
