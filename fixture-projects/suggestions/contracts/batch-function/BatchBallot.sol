// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Ballot with many questions
/// @notice A voter hasSupported any number of proposals in one call.
contract BatchBallot {
    mapping(uint256 proposal => uint256) public supportersOf;
    mapping(address voter => mapping(uint256 proposal => bool)) public hasSupported;

    event Supported(address indexed voter, uint256[] proposals);

    error SupportedAlready(uint256 proposal);

    function supportMany(uint256[] calldata proposals) external {
        for (uint256 i = 0; i < proposals.length; ++i) {
            uint256 proposal = proposals[i];
            if (hasSupported[msg.sender][proposal]) revert SupportedAlready(proposal);
            hasSupported[msg.sender][proposal] = true;
            supportersOf[proposal]++;
        }
        emit Supported(msg.sender, proposals);
    }
}
