// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";

/// @title CollectibleIds
/// @notice Collectibles for whoever wants one, with the numbers 0, 1, 2 and so on.
contract CollectibleIds is ERC721 {
    uint256 private _nextTokenId;

    constructor() ERC721("Collectible", "COL") {}

    /// @notice Mints a collectible for the caller.
    function mint() external returns (uint256) {
        uint256 tokenId = _nextTokenId++;
        _mint(msg.sender, tokenId);
        return tokenId;
    }

    /// @notice Gives one of the caller's collectibles up.
    function burn(uint256 tokenId) external {
        _update(address(0), tokenId, msg.sender);
    }
}
