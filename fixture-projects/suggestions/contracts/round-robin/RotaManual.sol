// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @title Pharmacy on duty
/// @notice The owner moves the duty on; customers are sent to who has it.
contract RotaManual is Ownable {
    address[] private _pharmacies;
    uint256 private _current;
    mapping(address customer => address) public sentTo;

    event DutyMoved(address indexed pharmacy);

    constructor(address[] memory pharmacies) Ownable(msg.sender) {
        _pharmacies = pharmacies;
    }

    function rotate() external onlyOwner {
        _current = (_current + 1) % _pharmacies.length;
        emit DutyMoved(_pharmacies[_current]);
    }

    function visit() external {
        sentTo[msg.sender] = _pharmacies[_current];
    }

    function onDuty() external view returns (address) {
        return _pharmacies[_current];
    }
}
