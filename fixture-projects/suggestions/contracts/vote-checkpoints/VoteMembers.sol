// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {ERC721Votes} from "@openzeppelin/contracts/token/ERC721/extensions/ERC721Votes.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

/// @title Membership with a vote
/// @notice Anybody joins and resigns; the card of a member has the member's address as its id.
contract VoteMembers is ERC721Votes {
    constructor() ERC721("Member", "MEM") EIP712("Member", "1") {}

    function join() external {
        _mint(msg.sender, cardOf(msg.sender));
    }

    function resign() external {
        _burn(cardOf(msg.sender));
    }

    function cardOf(address member) public pure returns (uint256) {
        return uint160(member);
    }
}
