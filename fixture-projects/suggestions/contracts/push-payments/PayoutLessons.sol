// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";

/// @title Lessons of a school
/// @notice The school keeps a tenth of what a lesson costs; the teachers get the rest, at once.
contract PayoutLessons is Ownable {
    using Address for address payable;

    address payable[] private _teachers;
    mapping(address pupil => uint256) public lessonsOf;

    event Booked(address indexed pupil, uint256 amount);

    constructor(address payable[] memory teachers) Ownable(msg.sender) {
        _teachers = teachers;
    }

    function book() external payable {
        lessonsOf[msg.sender]++;
        _divide((msg.value * 9) / 10);
        emit Booked(msg.sender, msg.value);
    }

    /// @notice Sends what the school has kept to the owner.
    function withdraw() external onlyOwner {
        payable(owner()).sendValue(address(this).balance);
    }

    function _divide(uint256 amount) internal {
        address payable[] memory teachers = _teachers;
        uint256 each = amount / teachers.length;
        for (uint256 i = 0; i < teachers.length; ++i) {
            teachers[i].sendValue(each);
        }
    }
}
