// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {FactoryNote} from "./FactoryNote.sol";

/// @title Factory of notes
/// @notice Notes are clones of one implementation.
contract FactoryNotes {
    address public immutable implementation;

    event NoteCreated(address indexed author, address note);

    constructor() {
        implementation = address(new FactoryNote());
    }

    function createNote() external returns (address note) {
        note = Clones.clone(implementation);
        FactoryNote(note).initialize(msg.sender);
        emit NoteCreated(msg.sender, note);
    }
}
