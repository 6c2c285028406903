// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";

/// @title LibraryNonce
/// @notice Statements of accounts, numbered by OpenZeppelin's nonces.
contract LibraryNonce is Nonces {
    /// @notice When a statement was made; 0 if it was not.
    mapping(bytes32 digest => uint256 time) public madeAt;

    event Stated(bytes32 indexed digest, address indexed account);

    /// @notice Makes a statement.
    function state(bytes32 content) external returns (bytes32 digest) {
        digest = keccak256(abi.encode(msg.sender, content, _useNonce(msg.sender)));
        madeAt[digest] = block.timestamp;
        emit Stated(digest, msg.sender);
    }

    /// @notice Makes the caller's next statement, if it is the one with a nonce.
    function stateAs(bytes32 content, uint256 nonce) external returns (bytes32 digest) {
        _useCheckedNonce(msg.sender, nonce);
        digest = keccak256(abi.encode(msg.sender, content, nonce));
        madeAt[digest] = block.timestamp;
        emit Stated(digest, msg.sender);
    }
}
