// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @title OwnerList
/// @notice A menu: the owner adds dishes to the end of the list, guests order by their places on it.
contract OwnerList is Ownable {
    /// @notice The dishes.
    bytes32[] public menu;

    /// @notice What a guest has ordered.
    mapping(address guest => bytes32 dish) public orderOf;

    event DishAdded(bytes32 dish);
    event Ordered(address indexed guest, bytes32 dish);

    error NotOnTheMenu(uint256 place);

    constructor() Ownable(msg.sender) {}

    /// @notice Adds a dish.
    function push(bytes32 dish) external onlyOwner {
        menu.push(dish);
        emit DishAdded(dish);
    }

    /// @notice Orders a dish for the caller.
    function order(uint256 place) external {
        if (place >= menu.length) revert NotOnTheMenu(place);
        orderOf[msg.sender] = menu[place];
        emit Ordered(msg.sender, menu[place]);
    }
}
