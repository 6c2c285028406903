// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";

/// @title NftDrop
/// @notice Sells a limited collection of NFTs, which are numbered in the order of the sale.
contract NftDrop is ERC721, Ownable, Pausable {
    using Address for address payable;

    /// @notice Wei for one NFT.
    uint256 public immutable price;

    /// @notice How many NFTs there can be.
    uint256 public immutable cap;

    /// @notice How many NFTs one account may buy.
    uint256 public immutable walletLimit;

    /// @notice NFTs minted so far, which is the last id, too.
    uint256 public totalMinted;

    /// @notice NFTs that one account has bought, whoever has them now.
    mapping(address buyer => uint256 count) public mintedBy;

    event ProceedsWithdrawn(address indexed to, uint256 amount);

    error WrongPayment(uint256 expected, uint256 paid);
    error CapExceeded(uint256 requested, uint256 left);
    error WalletLimitReached(address buyer);

    constructor(
        address initialOwner,
        uint256 price_,
        uint256 cap_,
        uint256 walletLimit_
    ) ERC721("Drop", "DROP") Ownable(initialOwner) {
        price = price_;
        cap = cap_;
        walletLimit = walletLimit_;
    }

    /// @notice Buys one NFT.
    /// @param to Who gets it; a contract must be able to receive it.
    /// @return tokenId The id of the NFT.
    function mint(address to) external payable returns (uint256 tokenId) {
        if (msg.value != price) revert WrongPayment(price, msg.value);
        if (totalMinted >= cap) revert CapExceeded(1, 0);
        uint256 bought = mintedBy[msg.sender];
        if (bought >= walletLimit) revert WalletLimitReached(msg.sender);

        mintedBy[msg.sender] = bought + 1;
        tokenId = ++totalMinted;
        _safeMint(to, tokenId);
    }

    /// @notice Mints NFTs for the team without payment.
    function reserve(address to, uint256 count) external onlyOwner {
        uint256 minted = totalMinted;
        if (minted + count > cap) revert CapExceeded(count, cap - minted);

        totalMinted = minted + count;
        for (uint256 i = 1; i <= count; i++) _safeMint(to, minted + i);
    }

    /// @notice Stops sale and transfers.
    function pause() external onlyOwner {
        _pause();
    }

    /// @notice Lets sale and transfers go on.
    function unpause() external onlyOwner {
        _unpause();
    }

    /// @notice Sends all ETH of the sale to the owner.
    function withdraw() external onlyOwner {
        uint256 amount = address(this).balance;
        payable(owner()).sendValue(amount);
        emit ProceedsWithdrawn(owner(), amount);
    }

    /// @dev Nothing moves while the contract is paused.
    function _update(
        address to,
        uint256 tokenId,
        address auth
    ) internal override whenNotPaused returns (address) {
        return super._update(to, tokenId, auth);
    }
}
