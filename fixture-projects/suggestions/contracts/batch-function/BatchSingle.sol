// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Support for one proposal at a time
/// @notice What a batch would do, for one proposal.
contract BatchSingle {
    mapping(uint256 proposal => uint256) public supportersOf;
    mapping(address voter => mapping(uint256 proposal => bool)) public hasSupported;

    error SupportedAlready(uint256 proposal);

    function support(uint256 proposal) external {
        if (hasSupported[msg.sender][proposal]) revert SupportedAlready(proposal);
        hasSupported[msg.sender][proposal] = true;
        supportersOf[proposal]++;
    }
}
