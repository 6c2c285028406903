// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Votes} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Votes.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

/// @title VoteToken
/// @notice A token that remembers who had how many votes in earlier blocks. All of it belongs to the
/// deployer at first.
contract VoteToken is ERC20, ERC20Votes {
    constructor(uint256 supply) ERC20("Vote", "VOTE") EIP712("Vote", "1") {
        _mint(msg.sender, supply);
    }

    function _update(address from, address to, uint256 value) internal override(ERC20, ERC20Votes) {
        super._update(from, to, value);
    }
}
