// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title SearchNonce
/// @notice Boxes for the caller's things, under the first id that is free.
contract SearchNonce {
    /// @notice What is in a box; zero if it is free.
    mapping(bytes32 boxId => bytes32 content) public contentOf;

    event Filled(bytes32 indexed boxId, address indexed account);

    error Empty();

    /// @notice Fills the caller's next box.
    /// @dev The nonce begins at 0 with each call: it counts the caller's boxes.
    function fill(bytes32 content) external returns (bytes32 boxId) {
        if (content == bytes32(0)) revert Empty();
        uint256 nonce;
        do {
            boxId = keccak256(abi.encode(msg.sender, nonce++));
        } while (contentOf[boxId] != bytes32(0));
        contentOf[boxId] = content;
        emit Filled(boxId, msg.sender);
    }
}
