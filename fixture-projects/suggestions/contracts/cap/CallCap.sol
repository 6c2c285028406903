// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @title CallCap
/// @notice Donations with an upper bound for each of them, which the owner sets.
contract CallCap is Ownable {
    /// @notice The highest donation that is taken.
    uint256 public maxDonation;

    /// @notice What a donor has given in all.
    mapping(address donor => uint256 amount) public givenBy;

    event Donated(address indexed donor, uint256 amount);

    error TooGenerous(uint256 amount, uint256 maximum);

    constructor(uint256 maxDonation_) Ownable(msg.sender) {
        maxDonation = maxDonation_;
    }

    /// @notice Gives what is sent with the call.
    function donate() external payable {
        if (msg.value > maxDonation) revert TooGenerous(msg.value, maxDonation);
        givenBy[msg.sender] += msg.value;
        emit Donated(msg.sender, msg.value);
    }

    /// @notice Raises the bound.
    function raise(uint256 by) external onlyOwner {
        maxDonation += by;
    }
}
