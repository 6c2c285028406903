// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title RequestNonce
/// @notice Requests to an oracle, under ids that nobody can guess beforehand but everybody can check.
contract RequestNonce {
    uint256 private _nonce;

    /// @notice Who waits for the answer to a request.
    mapping(bytes32 requestId => address requester) public requesterOf;

    event Requested(bytes32 indexed requestId, address indexed requester, bytes32 question);
    event Cancelled(bytes32 indexed requestId);

    error NotRequester(bytes32 requestId);

    /// @notice Asks a question.
    function request(bytes32 question) external returns (bytes32 requestId) {
        requestId = keccak256(abi.encode(msg.sender, question, _nonce++));
        requesterOf[requestId] = msg.sender;
        emit Requested(requestId, msg.sender, question);
    }

    /// @notice Cancels one of the caller's requests.
    function cancel(bytes32 requestId) external {
        if (requesterOf[requestId] != msg.sender) revert NotRequester(requestId);
        delete requesterOf[requestId];
        emit Cancelled(requestId);
    }
}
