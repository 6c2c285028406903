// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {BalanceHolder} from "./BalanceHolder.sol";

/// @title Tip pool of a shift
/// @notice Guests tip all who work; who goes home takes the own percentage of what is there at that time.
contract BalanceTipSplit is Ownable, BalanceHolder {
    mapping(address worker => uint256 percent) public percentOf;

    event Tipped(address indexed guest, uint256 amount);
    event WentHome(address indexed worker);

    error NotOnShift(address account);

    constructor() Ownable(msg.sender) {}

    /// @notice Puts somebody on the shift.
    function assign(address worker, uint256 percent) external onlyOwner {
        percentOf[worker] = percent;
    }

    function tip() external payable {
        emit Tipped(msg.sender, msg.value);
    }

    /// @notice Pays the caller's percentage of all tips that are still there.
    function goHome() external {
        uint256 percent = percentOf[msg.sender];
        if (percent == 0) revert NotOnShift(msg.sender);
        percentOf[msg.sender] = 0;
        _pay(msg.sender, (available() * percent) / 100);
        emit WentHome(msg.sender);
    }
}
