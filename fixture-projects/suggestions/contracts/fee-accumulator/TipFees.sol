// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @title TipFees
/// @notice Tips for artists; one per cent is for those who run the site.
contract TipFees is Ownable {
    /// @notice Fees that wait for the owner.
    uint256 public protocolFees;

    /// @notice Tips that wait for an artist.
    mapping(address artist => uint256 amount) public creditOf;

    event Tipped(address indexed artist, uint256 amount, uint256 fee);

    error PaymentFailed();

    constructor() Ownable(msg.sender) {}

    /// @notice Tips an artist with what is sent with the call.
    function tip(address artist) external payable {
        uint256 fee = msg.value / 100;
        protocolFees += fee;
        creditOf[artist] += msg.value - fee;
        emit Tipped(artist, msg.value - fee, fee);
    }

    /// @notice Pays the caller's tips out.
    function withdraw() external {
        uint256 amount = creditOf[msg.sender];
        creditOf[msg.sender] = 0;
        _pay(msg.sender, amount);
    }

    /// @notice Pays the fees out.
    function collectFees() external onlyOwner {
        uint256 amount = protocolFees;
        protocolFees = 0;
        _pay(owner(), amount);
    }

    function _pay(address to, uint256 amount) private {
        (bool success, ) = to.call{value: amount}("");
        if (!success) revert PaymentFailed();
    }
}
