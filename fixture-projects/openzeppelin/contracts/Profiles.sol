// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";

/// @title Profiles
/// @notice What users tell of themselves and whom they follow, several changes in one transaction if they like.
contract Profiles is Multicall {
    mapping(address account => string nickname) public nicknameOf;
    mapping(address account => mapping(bytes32 key => string text)) public textOf;
    mapping(address account => mapping(address other => bool follows)) public follows;

    event NicknameChanged(address indexed account, string nickname);
    event TextChanged(address indexed account, bytes32 indexed key, string text);
    event Followed(address indexed account, address indexed other);

    error Yourself();

    function setNickname(string calldata nickname) external {
        nicknameOf[msg.sender] = nickname;
        emit NicknameChanged(msg.sender, nickname);
    }

    function setText(bytes32 key, string calldata text) external {
        textOf[msg.sender][key] = text;
        emit TextChanged(msg.sender, key, text);
    }

    function follow(address other) external {
        if (other == msg.sender) revert Yourself();
        follows[msg.sender][other] = true;
        emit Followed(msg.sender, other);
    }
}
