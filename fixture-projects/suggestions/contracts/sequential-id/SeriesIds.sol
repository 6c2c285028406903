// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @title SeriesIds
/// @notice Numbered prints, of which the owner may allow more later.
contract SeriesIds is Ownable {
    /// @notice How many prints there may be.
    uint256 public edition = 320;

    /// @notice The number of the next print.
    uint256 public nextPrint;

    /// @notice Who has a print.
    mapping(uint256 print => address collector) public collectorOf;

    event Printed(uint256 indexed print, address indexed collector);

    error SoldOut();
    error NotYours(uint256 print);

    constructor() Ownable(msg.sender) {}

    /// @notice Makes a print for the caller.
    function order() external returns (uint256 print) {
        if (nextPrint >= edition) revert SoldOut();
        print = nextPrint++;
        collectorOf[print] = msg.sender;
        emit Printed(print, msg.sender);
    }

    /// @notice Throws one of the caller's prints away.
    function shred(uint256 print) external {
        if (collectorOf[print] != msg.sender) revert NotYours(print);
        delete collectorOf[print];
    }

    /// @notice Allows more prints, or fewer.
    function setEdition(uint256 edition_) external onlyOwner {
        edition = edition_;
    }
}
