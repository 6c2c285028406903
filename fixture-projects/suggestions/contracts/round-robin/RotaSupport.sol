// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @title Support desk
/// @notice Spreads the callers evenly over the agents.
contract RotaSupport is Ownable {
    mapping(uint256 index => address) private _agents;
    uint256 private _count;
    uint256 private _turn;
    mapping(address customer => address) public agentOf;

    error NoAgents();

    constructor() Ownable(msg.sender) {}

    function employ(address agent) external onlyOwner {
        _agents[_count] = agent;
        _count++;
    }

    /// @notice Gives the caller an agent.
    function requestHelp() external {
        agentOf[msg.sender] = _pick();
    }

    /// @dev The turn runs on; what counts is where it stands among the agents.
    function _pick() private returns (address) {
        if (_count == 0) revert NoAgents();
        return _agents[_turn++ % _count];
    }
}
