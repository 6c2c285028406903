// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";

/// @title LaunchPass
/// @notice A membership NFT that everybody can mint once, in the order of the requests.
contract LaunchPass is ERC721, Ownable {
    /// @notice How many passes there can be.
    uint64 public constant MAX_SUPPLY = 1000;

    /// @notice Whether passes can be minted now.
    bool public mintOpen;

    /// @notice The id of the next pass.
    uint64 public nextTokenId = 1;

    /// @notice Whether an account has minted its pass.
    mapping(address account => bool minted) public hasMinted;

    error MintClosed();
    error SoldOut();
    error AlreadyMinted(address account);

    constructor(address initialOwner) ERC721("Launch Pass", "PASS") Ownable(initialOwner) {}

    /// @notice Opens or closes minting.
    function setMintOpen(bool open) external onlyOwner {
        mintOpen = open;
    }

    /// @notice Mints the caller's pass.
    /// @return tokenId The id of the pass.
    function mint() external returns (uint256 tokenId) {
        if (!mintOpen) revert MintClosed();
        if (hasMinted[msg.sender]) revert AlreadyMinted(msg.sender);
        if (nextTokenId > MAX_SUPPLY) revert SoldOut();

        tokenId = nextTokenId++;
        hasMinted[msg.sender] = true;
        _mint(msg.sender, tokenId);
    }
}
