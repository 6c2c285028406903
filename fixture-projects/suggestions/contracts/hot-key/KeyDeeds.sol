// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";

/// @title Deeds
/// @notice An ordinary collection of fixed size: the deed with number i is the i-th holder's.
contract KeyDeeds is ERC721 {
    constructor(address[] memory holders) ERC721("Deed", "DEED") {
        for (uint256 i = 0; i < holders.length; ++i) {
            _mint(holders[i], i);
        }
    }
}
