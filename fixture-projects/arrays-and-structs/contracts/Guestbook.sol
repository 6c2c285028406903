// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Guestbook
/// @notice Visitors sign, leave a note and give points to the entries of others.
contract Guestbook {
    struct Entry {
        address author;
        string text;
        uint256 points;
    }

    /// @notice All entries, in the order in which they were written.
    Entry[] public entries;

    /// @notice A line that everybody may replace; short ones take one slot, long ones more.
    string public motto;

    /// @notice The same, of any bytes.
    bytes public lastNote;

    /// @notice A line of one's own.
    mapping(address visitor => string line) public lineOf;

    /// @notice Entries of one visitor, by their numbers.
    mapping(address visitor => uint256[] numbers) public numbersOf;

    error NoSuchEntry(uint256 number);

    /// @notice Writes an entry.
    function sign(string calldata text) external returns (uint256 number) {
        number = entries.length;
        entries.push(Entry({author: msg.sender, text: text, points: 0}));
        numbersOf[msg.sender].push(number);
    }

    /// @notice Gives a point to an entry.
    function applaud(uint256 number) external {
        if (number >= entries.length) revert NoSuchEntry(number);
        entries[number].points += 1;
    }

    /// @notice Replaces the motto.
    function setMotto(string calldata newMotto) external {
        motto = newMotto;
    }

    /// @notice Replaces the note.
    function leaveNote(bytes calldata note) external {
        lastNote = note;
    }

    /// @notice Replaces the caller's own line.
    function setLine(string calldata line) external {
        lineOf[msg.sender] = line;
    }

    /// @notice How many entries there are.
    function entryCount() external view returns (uint256) {
        return entries.length;
    }
}
