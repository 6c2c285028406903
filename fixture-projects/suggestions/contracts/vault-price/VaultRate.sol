// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @title Vault with a published rate
/// @notice Shares are priced by a rate that the owner publishes, and not by what the vault holds.
contract VaultRate is Ownable {
    uint256 public assetsPerShare = 1e18;
    mapping(address account => uint256) public sharesOf;

    event RatePublished(uint256 assetsPerShare);

    error PaymentFailed();

    constructor() payable Ownable(msg.sender) {}

    function publish(uint256 assetsPerShare_) external onlyOwner {
        assetsPerShare = assetsPerShare_;
        emit RatePublished(assetsPerShare_);
    }

    function deposit() external payable {
        sharesOf[msg.sender] += (msg.value * 1e18) / assetsPerShare;
    }

    function redeem(uint256 shares) external {
        sharesOf[msg.sender] -= shares;
        (bool success, ) = msg.sender.call{value: (shares * assetsPerShare) / 1e18}("");
        if (!success) revert PaymentFailed();
    }
}
