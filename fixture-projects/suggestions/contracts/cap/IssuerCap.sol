// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @title IssuerCap
/// @notice Licences: the owner grants them, up to a cap; users switch theirs on.
contract IssuerCap is Ownable {
    uint256 public constant MAX_LICENCES = 3;

    /// @notice Licences that were granted.
    uint256 public issued;

    /// @notice Whether an account has a licence.
    mapping(address account => bool licensed) public isLicensed;

    /// @notice The machine that an account uses its licence on.
    mapping(address account => bytes32 machine) public machineOf;

    event Granted(address indexed account);
    event Activated(address indexed account, bytes32 machine);

    error SoldOut();
    error NoLicence(address account);

    constructor() Ownable(msg.sender) {}

    /// @notice Grants a licence.
    function grant(address account) external onlyOwner {
        if (issued == MAX_LICENCES) revert SoldOut();
        issued += 1;
        isLicensed[account] = true;
        emit Granted(account);
    }

    /// @notice Uses the caller's licence on a machine.
    function activate(bytes32 machine) external {
        if (!isLicensed[msg.sender]) revert NoLicence(msg.sender);
        machineOf[msg.sender] = machine;
        emit Activated(msg.sender, machine);
    }
}
