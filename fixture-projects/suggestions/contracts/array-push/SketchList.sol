// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {ERC721Enumerable} from "@openzeppelin/contracts/token/ERC721/extensions/ERC721Enumerable.sol";

/// @title SketchList
/// @notice Sketches, each with the hash of the file as its id.
contract SketchList is ERC721Enumerable {
    constructor() ERC721("Sketch", "SKT") {}

    /// @notice Claims a sketch.
    function claim(uint256 fileHash) external {
        _mint(msg.sender, fileHash);
    }
}
