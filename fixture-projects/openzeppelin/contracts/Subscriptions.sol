// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";

/// @title Subscriptions
/// @notice Users pay for a plan, 30 days at a time. Stands behind an ERC1967Proxy.
contract Subscriptions is Initializable, UUPSUpgradeable {
    address public owner;

    /// @notice What 30 days of a plan cost, in wei; 0 for a plan that there is not.
    mapping(uint256 plan => uint256 price) public priceOf;

    /// @notice Until when an account has paid for a plan.
    mapping(address account => mapping(uint256 plan => uint256 time)) public paidUntil;

    event Subscribed(address indexed account, uint256 indexed plan, uint256 until);

    error NotOwner(address account);
    error WrongPrice(uint256 plan, uint256 price);

    modifier onlyOwner() {
        if (msg.sender != owner) revert NotOwner(msg.sender);
        _;
    }

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor() {
        _disableInitializers();
    }

    function initialize(address initialOwner) external initializer {
        owner = initialOwner;
    }

    function setPrice(uint256 plan, uint256 price) external onlyOwner {
        priceOf[plan] = price;
    }

    /// @notice Pays for 30 days more.
    function subscribe(uint256 plan) external payable {
        _extend(msg.sender, plan);
    }

    /// @notice Sends all that was paid to the owner.
    function withdraw() external onlyOwner {
        Address.sendValue(payable(owner), address(this).balance);
    }

    function _extend(address account, uint256 plan) internal {
        uint256 price = priceOf[plan];
        if (price == 0 || msg.value != price) revert WrongPrice(plan, price);
        uint256 paid = paidUntil[account][plan];
        uint256 until = (paid > block.timestamp ? paid : block.timestamp) + 30 days;
        paidUntil[account][plan] = until;
        emit Subscribed(account, plan, until);
    }

    function _authorizeUpgrade(address) internal override onlyOwner {}
}
