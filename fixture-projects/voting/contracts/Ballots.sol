// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Ballots
/// @notice Proposals with two or more options, and one vote for each account and proposal.
/// @dev What a vote weighs is for the contract to say that inherits this one.
abstract contract Ballots {
    struct Proposal {
        address proposer;
        uint48 snapshot;
        uint40 deadline;
        bool cancelled;
        uint8 options;
        uint64 voters;
    }

    /// @notice How many proposals there have been; the last one has this id.
    uint256 public proposalCount;

    /// @notice Votes on all proposals together, for statistics.
    uint256 public ballotsCast;

    /// @notice The proposals, by their ids; the first one is 1.
    mapping(uint256 id => Proposal proposal) public proposals;

    /// @notice What the votes for an option weigh.
    mapping(uint256 id => mapping(uint256 option => uint256 weight)) public tallyOf;

    /// @notice Whether an account has voted.
    mapping(uint256 id => mapping(address voter => bool voted)) public hasVoted;

    event Proposed(
        uint256 indexed id,
        address indexed proposer,
        uint8 options,
        uint256 deadline,
        string title
    );
    event Cancelled(uint256 indexed id);
    event Voted(uint256 indexed id, address indexed voter, uint256 option, uint256 weight);

    error TooFewOptions(uint8 options);
    error NotEnoughPower(address account, uint256 power, uint256 needed);
    error NoSuchProposal(uint256 id);
    error NoSuchOption(uint256 id, uint256 option);
    error ProposalCancelled(uint256 id);
    error VotingOver(uint256 id, uint256 deadline);
    error StillVoting(uint256 id, uint256 deadline);
    error AlreadyVoted(uint256 id, address voter);
    error NotProposer(uint256 id, address account);
    error VotesCast(uint256 id, uint256 voters);

    /// @notice Puts something to the vote.
    /// @param options How many options there are, numbered from 0.
    /// @param duration For how long votes are taken, in seconds.
    /// @param title What it is about; it is only logged.
    function propose(
        uint8 options,
        uint40 duration,
        string calldata title
    ) external returns (uint256 id) {
        if (options < 2) revert TooFewOptions(options);
        uint48 snapshot = _snapshot();
        uint256 power = _weightOf(msg.sender, snapshot);
        if (power < _threshold()) revert NotEnoughPower(msg.sender, power, _threshold());

        id = ++proposalCount;
        uint40 deadline = uint40(block.timestamp) + duration;
        proposals[id] = Proposal({
            proposer: msg.sender,
            snapshot: snapshot,
            deadline: deadline,
            cancelled: false,
            options: options,
            voters: 0
        });
        emit Proposed(id, msg.sender, options, deadline, title);
    }

    /// @notice Takes a proposal back on which nobody has voted yet.
    function cancel(uint256 id) external {
        Proposal storage proposal = _proposal(id);
        if (msg.sender != proposal.proposer) revert NotProposer(id, msg.sender);
        if (proposal.voters > 0) revert VotesCast(id, proposal.voters);
        proposal.cancelled = true;
        emit Cancelled(id);
    }

    /// @notice Votes for an option, with all the caller's weight.
    function vote(uint256 id, uint256 option) external {
        Proposal storage proposal = _proposal(id);
        if (proposal.cancelled) revert ProposalCancelled(id);
        if (block.timestamp > proposal.deadline) revert VotingOver(id, proposal.deadline);
        if (option >= proposal.options) revert NoSuchOption(id, option);
        if (hasVoted[id][msg.sender]) revert AlreadyVoted(id, msg.sender);
        uint256 weight = _weightOf(msg.sender, proposal.snapshot);
        if (weight == 0) revert NotEnoughPower(msg.sender, 0, 1);

        hasVoted[id][msg.sender] = true;
        tallyOf[id][option] += weight;
        proposal.voters += 1;
        ballotsCast += 1;
        emit Voted(id, msg.sender, option, weight);
    }

    /// @notice The option with the most weight, once votes are no longer taken; of several the first.
    function winner(uint256 id) external view returns (uint256 best) {
        Proposal storage proposal = _proposal(id);
        if (proposal.cancelled) revert ProposalCancelled(id);
        if (block.timestamp <= proposal.deadline) revert StillVoting(id, proposal.deadline);
        for (uint256 option = 1; option < proposal.options; option++) {
            if (tallyOf[id][option] > tallyOf[id][best]) best = option;
        }
    }

    function _proposal(uint256 id) internal view returns (Proposal storage proposal) {
        proposal = proposals[id];
        if (proposal.proposer == address(0)) revert NoSuchProposal(id);
    }

    /// @dev The moment whose weights count for a proposal that is made now; 0 if there is none.
    function _snapshot() internal view virtual returns (uint48);

    /// @dev What it takes to propose something.
    function _threshold() internal view virtual returns (uint256);

    function _weightOf(address voter, uint48 snapshot) internal view virtual returns (uint256);
}
