// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";

/// @title PiggyBank
/// @notice Keeps each user's ETH until the time that they choose. Stands behind a TransparentUpgradeableProxy.
contract PiggyBank is Initializable {
    /// @notice No one can lock ETH for longer, in seconds.
    uint256 public maxLock;

    mapping(address account => uint256 amount) public savedBy;
    mapping(address account => uint256 time) public lockedUntil;

    event Saved(address indexed account, uint256 amount, uint256 until);
    event Broken(address indexed account, uint256 amount);

    error TooLong(uint256 until);
    error StillLocked(uint256 until);
    error NothingSaved();
    error PaymentFailed();

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor() {
        _disableInitializers();
    }

    function initialize(uint256 maxLock_) external initializer {
        maxLock = maxLock_;
    }

    /// @notice Puts ETH aside, all of which is locked until then.
    function save(uint256 until) external payable {
        if (until > block.timestamp + maxLock) revert TooLong(until);
        savedBy[msg.sender] += msg.value;
        if (until > lockedUntil[msg.sender]) lockedUntil[msg.sender] = until;
        emit Saved(msg.sender, msg.value, until);
    }

    /// @notice Takes out all that the caller has put aside.
    function smash() external {
        if (block.timestamp < lockedUntil[msg.sender]) revert StillLocked(lockedUntil[msg.sender]);
        uint256 amount = savedBy[msg.sender];
        if (amount == 0) revert NothingSaved();

        savedBy[msg.sender] = 0;
        (bool sent, ) = msg.sender.call{value: amount}("");
        if (!sent) revert PaymentFailed();
        emit Broken(msg.sender, amount);
    }
}
