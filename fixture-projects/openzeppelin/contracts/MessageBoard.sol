// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";

/// @title MessageBoard
/// @notice Shows one message of each author, who sends it, or signs it and has somebody else send it.
contract MessageBoard is EIP712, Nonces {
    bytes32 private constant MESSAGE_TYPEHASH =
        keccak256("Message(address author,bytes32 content,uint256 nonce,uint256 deadline)");

    /// @notice The hash of what an author says.
    mapping(address author => bytes32 content) public messageOf;

    event Posted(address indexed author, bytes32 content);

    error TooLate(uint256 deadline);
    error WrongSigner(address signer, address author);

    constructor() EIP712("MessageBoard", "1") {}

    /// @notice Shows the caller's message.
    function post(bytes32 content) external {
        _post(msg.sender, content);
    }

    /// @notice Shows the message that an author has signed.
    function postBySig(
        address author,
        bytes32 content,
        uint256 deadline,
        bytes calldata signature
    ) external {
        if (block.timestamp > deadline) revert TooLate(deadline);
        bytes32 message = keccak256(
            abi.encode(MESSAGE_TYPEHASH, author, content, _useNonce(author), deadline)
        );
        address signer = ECDSA.recover(_hashTypedDataV4(message), signature);
        if (signer != author) revert WrongSigner(signer, author);
        _post(author, content);
    }

    function _post(address author, bytes32 content) private {
        messageOf[author] = content;
        emit Posted(author, content);
    }
}
