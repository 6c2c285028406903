// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @title LastEditor
/// @notice A notice board whose owner edits the text; readers say that they have read it.
contract LastEditor is Ownable {
    /// @notice Who has edited the text last.
    address public lastEditor;

    /// @notice When; a Unix time.
    uint256 public lastEditedAt;

    /// @notice The text.
    bytes32 public text;

    /// @notice What a reader has read.
    mapping(address reader => bytes32 read) public readBy;

    event Edited(bytes32 text);
    event Read(address indexed reader, bytes32 read);

    constructor() Ownable(msg.sender) {}

    /// @notice Edits the text.
    function edit(bytes32 newText) external onlyOwner {
        text = newText;
        lastEditor = msg.sender;
        lastEditedAt = block.timestamp;
        emit Edited(newText);
    }

    /// @notice Confirms what the caller has read.
    function confirm(bytes32 read) external {
        readBy[msg.sender] = read;
        emit Read(msg.sender, read);
    }
}
