// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title KeySponsor
/// @notice Calls that a sponsor pays for, out of a deposit that has to suffice.
contract KeySponsor {
    /// @notice What a sponsor has left.
    mapping(address sponsor => uint256 amount) public deposits;

    /// @notice How often an account has called.
    mapping(address account => uint256 calls) public callsOf;

    /// @notice Raises the caller's own deposit.
    function deposit() external payable {
        deposits[msg.sender] += msg.value;
    }

    /// @notice Calls at the cost of a sponsor.
    function handle(address sponsor, uint256 cost) external {
        callsOf[msg.sender]++;
        require(deposits[sponsor] >= cost, "KeySponsor: deposit too low");
        deposits[sponsor] -= cost;
    }
}
