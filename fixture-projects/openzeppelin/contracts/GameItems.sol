// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {ERC1155} from "@openzeppelin/contracts/token/ERC1155/ERC1155.sol";
import {ERC1155Burnable} from "@openzeppelin/contracts/token/ERC1155/extensions/ERC1155Burnable.sol";
import {ERC1155Supply} from "@openzeppelin/contracts/token/ERC1155/extensions/ERC1155Supply.sol";

/// @title GameItems
/// @notice The items of a game: its owner hands them out, players trade and use them up.
contract GameItems is ERC1155, ERC1155Burnable, ERC1155Supply, Ownable {
    uint256 public constant SWORD = 101;
    uint256 public constant SHIELD = 102;
    uint256 public constant POTION = 103;

    constructor(
        address initialOwner
    ) ERC1155("https://game.example/items/{id}.json") Ownable(initialOwner) {}

    /// @notice Gives a player items of one kind.
    function mint(address to, uint256 id, uint256 amount) external onlyOwner {
        _mint(to, id, amount, "");
    }

    /// @notice Gives a player items of several kinds.
    function mintBatch(
        address to,
        uint256[] calldata ids,
        uint256[] calldata amounts
    ) external onlyOwner {
        _mintBatch(to, ids, amounts, "");
    }

    function _update(
        address from,
        address to,
        uint256[] memory ids,
        uint256[] memory values
    ) internal override(ERC1155, ERC1155Supply) {
        super._update(from, to, ids, values);
    }
}
