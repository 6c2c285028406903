// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";

/// @title PetitionSet
/// @notice A petition that is accepted by the signature that makes a hundred.
contract PetitionSet {
    using EnumerableSet for EnumerableSet.AddressSet;

    uint256 public constant QUORUM = 100;

    EnumerableSet.AddressSet private _signers;

    /// @notice Whether enough have signed.
    bool public accepted;

    error AlreadySigned();

    /// @notice Signs.
    function sign() external {
        if (!_signers.add(msg.sender)) revert AlreadySigned();
        if (signatures() >= QUORUM) accepted = true;
    }

    /// @notice How many have signed.
    function signatures() public view returns (uint256) {
        return _signers.length();
    }
}
