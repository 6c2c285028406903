// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Guards by the hour
/// @notice The clock moves the pointer, so that no call has to.
contract RotaShift {
    address[] private _guards;
    mapping(address resident => address) public letInBy;

    event LetIn(address indexed resident, address indexed guard);

    constructor(address[] memory guards) {
        _guards = guards;
    }

    function ring() external {
        address guard = onShift();
        letInBy[msg.sender] = guard;
        emit LetIn(msg.sender, guard);
    }

    function onShift() public view returns (address) {
        return _guards[(block.timestamp / 1 hours + 1) % _guards.length];
    }
}
