// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Dispatcher of taxis
/// @notice Passengers get the drivers of a rank in turn.
contract RotaDispatcher {
    address[] private _drivers;
    uint256 private _next;
    mapping(address passenger => address) public driverOf;

    event Dispatched(address indexed passenger, address indexed driver);

    constructor(address[] memory drivers_) {
        _drivers = drivers_;
    }

    /// @notice Calls the next driver.
    function order() external {
        address driver = _drivers[_next];
        _next = (_next + 1) % _drivers.length;
        driverOf[msg.sender] = driver;
        emit Dispatched(msg.sender, driver);
    }

    function drivers() external view returns (address[] memory) {
        return _drivers;
    }
}
