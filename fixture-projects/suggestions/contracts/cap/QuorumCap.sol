// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @title QuorumCap
/// @notice A course that takes place if enough have signed up by the time that the owner decides.
contract QuorumCap is Ownable {
    uint256 public constant QUORUM = 2;

    /// @notice Those who have signed up.
    uint256 public signUps;

    /// @notice Whether the course takes place.
    bool public confirmed;

    /// @notice Whether an account has signed up.
    mapping(address account => bool signedUp) public hasSignedUp;

    event SignedUp(address indexed account);
    event Confirmed();

    error AlreadySignedUp();
    error TooFew(uint256 signUps);

    constructor() Ownable(msg.sender) {}

    /// @notice Signs the caller up. There is room for all.
    function signUp() external {
        if (hasSignedUp[msg.sender]) revert AlreadySignedUp();
        hasSignedUp[msg.sender] = true;
        signUps += 1;
        emit SignedUp(msg.sender);
    }

    /// @notice Decides that the course takes place.
    function confirm() external onlyOwner {
        if (signUps < QUORUM) revert TooFew(signUps);
        confirmed = true;
        emit Confirmed();
    }
}
