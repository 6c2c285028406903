// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @title OwnerIds
/// @notice Courses get their ids one after another from the owner; students enrol in them.
contract OwnerIds is Ownable {
    /// @notice The id of the next course.
    uint256 public nextCourseId = 1;

    /// @notice The title of a course.
    mapping(uint256 courseId => bytes32 title) public titleOf;

    /// @notice Whether a student is in a course.
    mapping(uint256 courseId => mapping(address student => bool enrolled)) public isEnrolled;

    event CourseOpened(uint256 indexed courseId, bytes32 title);
    event Enrolled(uint256 indexed courseId, address indexed student);

    error NoSuchCourse(uint256 courseId);

    constructor() Ownable(msg.sender) {}

    /// @notice Opens a course.
    function open(bytes32 title) external onlyOwner returns (uint256 courseId) {
        courseId = nextCourseId++;
        titleOf[courseId] = title;
        emit CourseOpened(courseId, title);
    }

    /// @notice Enrols the caller in a course.
    function enrol(uint256 courseId) external {
        if (courseId >= nextCourseId) revert NoSuchCourse(courseId);
        isEnrolled[courseId][msg.sender] = true;
        emit Enrolled(courseId, msg.sender);
    }
}
