// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";

/// @title Notices
/// @notice What the owner has to say, and who has read it.
contract Notices is Ownable2Step {
    /// @notice How many notices there are; the last one has this number.
    uint256 public noticeCount;

    mapping(uint256 notice => string text) public textOf;
    mapping(uint256 notice => mapping(address account => bool)) public hasRead;

    event Published(uint256 indexed notice, string text);
    event Read(uint256 indexed notice, address indexed account);

    error NoSuchNotice(uint256 notice);
    error AlreadyRead(uint256 notice, address account);

    constructor(address initialOwner) Ownable(initialOwner) {}

    function publish(string calldata text) external onlyOwner returns (uint256 notice) {
        notice = ++noticeCount;
        textOf[notice] = text;
        emit Published(notice, text);
    }

    /// @notice Confirms that the caller has read a notice.
    function confirm(uint256 notice) external {
        if (notice == 0 || notice > noticeCount) revert NoSuchNotice(notice);
        if (hasRead[notice][msg.sender]) revert AlreadyRead(notice, msg.sender);
        hasRead[notice][msg.sender] = true;
        emit Read(notice, msg.sender);
    }
}
