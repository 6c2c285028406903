// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";

/// @title SoulboundIds
/// @notice A passport for each account, whose number is the account, and which stays with it.
contract SoulboundIds is ERC721 {
    error NotTransferable();

    constructor() ERC721("Passport", "PASS") {}

    /// @notice Issues the caller's passport.
    function issue() external returns (uint256 tokenId) {
        tokenId = uint160(msg.sender);
        _mint(msg.sender, tokenId);
    }

    /// @notice Gives the caller's passport up.
    function renounce() external {
        _burn(uint160(msg.sender));
    }

    /// @dev Passports are only issued and given up.
    function _update(address to, uint256 id, address auth) internal override returns (address from) {
        from = super._update(to, id, auth);
        if (from != address(0) && to != address(0)) revert NotTransferable();
    }
}
