// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Record of a game
/// @notice Every score counts for its player, and the best one is the record. A lower one is no error.
contract BidRecord {
    struct Record {
        address holder;
        uint96 score;
    }

    Record private _record;
    mapping(address player => uint96) public lastScoreOf;

    event Played(address indexed player, uint96 score);

    function play(uint96 score) external {
        lastScoreOf[msg.sender] = score;
        if (score > _record.score) _record = Record(msg.sender, score);
        emit Played(msg.sender, score);
    }

    function record() external view returns (address holder, uint96 score) {
        return (_record.holder, _record.score);
    }
}
