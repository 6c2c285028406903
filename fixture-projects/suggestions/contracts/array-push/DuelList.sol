// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title DuelList
/// @notice Whoever comes is given one of all who came before as an opponent.
contract DuelList {
    /// @notice All who came.
    address[] public fighters;

    /// @notice Whom somebody fights.
    mapping(address fighter => address opponent) public opponentOf;

    /// @notice The first one fights nobody.
    function come() external {
        if (fighters.length > 0) {
            opponentOf[msg.sender] = fighters[uint256(uint160(msg.sender)) % fighters.length];
        }
        fighters.push(msg.sender);
    }
}
