// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title BallotCounter
/// @notice One question to all, until the chair closes it.
contract BallotCounter {
    enum Stage {
        Open,
        Accepted,
        Rejected
    }

    address public immutable chair = msg.sender;

    Stage public stage;

    uint256 public yesVotes;
    uint256 public noVotes;

    mapping(address voter => bool voted) public hasVoted;

    event Voted(address indexed voter, bool yes);
    event Closed(Stage stage);

    error NotOpen();
    error NotChair();
    error AlreadyVoted();

    modifier whileOpen() {
        if (stage != Stage.Open) revert NotOpen();
        _;
    }

    /// @notice Votes yes or no.
    function vote(bool yes) external whileOpen {
        if (hasVoted[msg.sender]) revert AlreadyVoted();
        hasVoted[msg.sender] = true;
        if (yes) yesVotes += 1;
        else noVotes += 1;
        emit Voted(msg.sender, yes);
    }

    /// @notice Closes the vote, and says what came of it.
    function close() external whileOpen {
        if (msg.sender != chair) revert NotChair();
        if (yesVotes > noVotes) stage = Stage.Accepted;
        else stage = Stage.Rejected;
        emit Closed(stage);
    }
}
