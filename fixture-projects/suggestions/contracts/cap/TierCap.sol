// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title TierCap
/// @notice Tickets of which the first ones are free.
contract TierCap {
    uint256 public constant MAX_TICKETS = 4800;
    uint256 public constant FREE = 200;

    /// @notice Tickets that are out.
    uint256 public issued;

    /// @notice Tickets of one account.
    mapping(address guest => uint256 tickets) public ticketsOf;

    error SoldOut();
    error NotPaid();

    /// @notice What the next ticket costs.
    function price() public view returns (uint256) {
        return issued < FREE ? 0 : 0.01 ether;
    }

    /// @notice Takes a ticket.
    function take() external payable {
        if (issued >= MAX_TICKETS) revert SoldOut();
        if (msg.value < price()) revert NotPaid();
        issued += 1;
        ticketsOf[msg.sender] += 1;
    }
}
