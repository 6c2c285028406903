// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {ERC721Enumerable} from "@openzeppelin/contracts/token/ERC721/extensions/ERC721Enumerable.sol";

/// @title PosterList
/// @notice Numbered posters, which anybody may print.
contract PosterList is ERC721Enumerable {
    uint256 public constant MAX_POSTERS = 1000;

    error SoldOut();

    constructor() ERC721("Poster", "PST") {}

    /// @notice Prints some, with the next numbers.
    function print(uint256 copies) external {
        uint256 supply = totalSupply();
        if (supply + copies > MAX_POSTERS) revert SoldOut();
        for (uint256 i = 1; i <= copies; i++) _mint(msg.sender, supply + i);
    }
}
