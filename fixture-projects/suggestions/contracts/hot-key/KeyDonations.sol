// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Donations
/// @notice Donors name a cause; the cause takes out what came together.
contract KeyDonations {
    mapping(address cause => uint256) public raisedFor;

    event Donated(address indexed donor, address indexed cause, uint256 amount);

    error PaymentFailed();

    function donate(address cause) external payable {
        raisedFor[cause] += msg.value;
        emit Donated(msg.sender, cause, msg.value);
    }

    /// @notice Pays the caller what was donated to it.
    function collect() external {
        uint256 amount = raisedFor[msg.sender];
        raisedFor[msg.sender] = 0;
        (bool success, ) = msg.sender.call{value: amount}("");
        if (!success) revert PaymentFailed();
    }
}
