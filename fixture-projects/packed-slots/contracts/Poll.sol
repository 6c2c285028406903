// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Poll
/// @notice One vote for each account, yes or no.
contract Poll {
    enum Stage {
        Open,
        Counting,
        Closed
    }

    address public immutable chair;

    /// @dev All in one slot: those who vote yes delay those who vote no.
    Stage public stage;
    bool public quorumReached;
    uint16 public immutable quorum;
    uint32 public yes;
    uint32 public no;

    /// @notice Whether an account has voted.
    mapping(address voter => bool voted) public hasVoted;

    error NotChair(address account);
    error WrongStage(Stage stage);
    error AlreadyVoted(address voter);

    constructor(uint16 quorum_) {
        chair = msg.sender;
        quorum = quorum_;
    }

    /// @notice Votes.
    function vote(bool inFavour) external {
        if (stage != Stage.Open) revert WrongStage(stage);
        if (hasVoted[msg.sender]) revert AlreadyVoted(msg.sender);
        hasVoted[msg.sender] = true;

        if (inFavour) yes++;
        else no++;
        if (!quorumReached && yes + no >= quorum) quorumReached = true;
    }

    /// @notice Goes on to the next stage.
    function advance() external {
        if (msg.sender != chair) revert NotChair(msg.sender);
        if (stage == Stage.Closed) revert WrongStage(stage);
        stage = Stage(uint8(stage) + 1);
    }
}
