// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title TicketDesk
/// @notice Hands out numbered tickets, unless the owner has paused it.
contract TicketDesk {
    /// @dev These three share a slot. The owner writes the first two, every visitor the third.
    address public owner;
    bool public paused;
    uint64 public issued;

    /// @notice The last ticket of a visitor.
    mapping(address visitor => uint64 ticket) public ticketOf;

    event TicketIssued(address indexed visitor, uint64 ticket);

    error NotOwner(address account);
    error Paused();

    modifier onlyOwner() {
        if (msg.sender != owner) revert NotOwner(msg.sender);
        _;
    }

    constructor() {
        owner = msg.sender;
    }

    /// @notice Takes the next ticket.
    function take() external returns (uint64 ticket) {
        if (paused) revert Paused();
        ticket = ++issued;
        ticketOf[msg.sender] = ticket;
        emit TicketIssued(msg.sender, ticket);
    }

    /// @notice Gives the caller's ticket back.
    function giveBack() external {
        ticketOf[msg.sender] = 0;
    }

    /// @notice Stops or restarts the desk.
    function setPaused(bool paused_) external onlyOwner {
        paused = paused_;
    }

    /// @notice Hands the desk over.
    function transferOwnership(address newOwner) external onlyOwner {
        owner = newOwner;
    }
}
