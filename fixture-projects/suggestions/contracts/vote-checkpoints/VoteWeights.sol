// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title Weights by deposit
/// @notice Keeps checkpoints of each account's own deposit, and none of a total.
contract VoteWeights {
    using Checkpoints for Checkpoints.Trace208;

    mapping(address account => Checkpoints.Trace208) private _totalCheckpoints;

    error PaymentFailed();

    function deposit() external payable {
        _push(weightOf(msg.sender) + msg.value);
    }

    function withdraw(uint256 amount) external {
        _push(weightOf(msg.sender) - amount);
        (bool success, ) = msg.sender.call{value: amount}("");
        if (!success) revert PaymentFailed();
    }

    function weightOf(address account) public view returns (uint256) {
        return _totalCheckpoints[account].latest();
    }

    /// @notice The weight that the account had at the end of a block.
    function pastWeightOf(address account, uint48 blockNumber) external view returns (uint256) {
        return _totalCheckpoints[account].upperLookup(blockNumber);
    }

    function _push(uint256 weight) private {
        _totalCheckpoints[msg.sender].push(SafeCast.toUint48(block.number), SafeCast.toUint208(weight));
    }
}
