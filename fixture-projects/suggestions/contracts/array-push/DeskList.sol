// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title DeskList
/// @notice Desks in a shared office: guests get the one that was given back last.
contract DeskList {
    uint256[] private _free;

    /// @notice The desk of a guest; 0 if there is none.
    mapping(address guest => uint256 desk) public deskOf;

    event DeskTaken(address indexed guest, uint256 desk);
    event DeskGivenBack(address indexed guest, uint256 desk);

    error AlreadySeated(uint256 desk);
    error NoDesk();

    constructor(uint256 desks) {
        for (uint256 desk = desks; desk > 0; desk--) _free.push(desk);
    }

    /// @notice Takes a desk.
    function take() external returns (uint256 desk) {
        if (deskOf[msg.sender] != 0) revert AlreadySeated(deskOf[msg.sender]);
        if (_free.length == 0) revert NoDesk();
        desk = _free[_free.length - 1];
        _free.pop();
        deskOf[msg.sender] = desk;
        emit DeskTaken(msg.sender, desk);
    }

    /// @notice Gives the caller's desk back.
    function giveBack() external {
        uint256 desk = deskOf[msg.sender];
        if (desk == 0) revert NoDesk();
        delete deskOf[msg.sender];
        _free.push(desk);
        emit DeskGivenBack(msg.sender, desk);
    }

    /// @notice How many desks are free.
    function freeDesks() external view returns (uint256) {
        return _free.length;
    }
}
