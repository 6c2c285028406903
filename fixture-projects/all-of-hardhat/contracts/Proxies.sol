// SPDX-License-Identifier: MIT
pragma solidity ^0.8.22;

import {ERC1967Proxy} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Proxy.sol";
import {BeaconProxy} from "@openzeppelin/contracts/proxy/beacon/BeaconProxy.sol";
import {UpgradeableBeacon} from "@openzeppelin/contracts/proxy/beacon/UpgradeableBeacon.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";

/// @title Pool
/// @notice Runs behind proxies of a beacon.
contract Pool {
    /// @notice What all have put in.
    uint256 public pooled;

    /// @notice Puts in an amount.
    function join(uint256 amount) external {
        pooled += amount;
    }
}

/// @title Fund
/// @notice Runs behind a proxy that it upgrades itself.
contract Fund is UUPSUpgradeable {
    /// @notice What all have given.
    uint256 public funded;

    /// @notice Gives an amount.
    function give(uint256 amount) external {
        funded += amount;
    }

    function _authorizeUpgrade(address) internal pure override {}
}

/// @title PoolBeacon
/// @notice Tells proxies of pools which code to run.
contract PoolBeacon is UpgradeableBeacon {
    constructor(address implementation, address owner) UpgradeableBeacon(implementation, owner) {}
}

/// @title PoolProxy
/// @notice A pool whose code is the beacon's.
contract PoolProxy is BeaconProxy {
    constructor(address beacon) BeaconProxy(beacon, "") {}
}

/// @title FundProxy
/// @notice A fund whose code it upgrades itself.
contract FundProxy is ERC1967Proxy {
    constructor(address implementation) ERC1967Proxy(implementation, abi.encodeCall(Fund.give, (0))) {}
}
