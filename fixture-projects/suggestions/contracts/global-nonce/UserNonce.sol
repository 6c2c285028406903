// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title UserNonce
/// @notice Requests under ids that are made of a nonce of each sender.
contract UserNonce {
    mapping(address requester => uint256 nonce) private _nonce;

    /// @notice Who waits for the answer to a request.
    mapping(bytes32 requestId => address requester) public requesterOf;

    event Requested(bytes32 indexed requestId, address indexed requester, bytes32 question);

    /// @notice Asks a question.
    function request(bytes32 question) external returns (bytes32 requestId) {
        requestId = keccak256(abi.encode(msg.sender, question, _nonce[msg.sender]++));
        requesterOf[requestId] = msg.sender;
        emit Requested(requestId, msg.sender, question);
    }

    /// @notice How many requests an account has made.
    function requestsOf(address requester) external view returns (uint256) {
        return _nonce[requester];
    }
}
