// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title OpenCaseCounter
/// @notice A help desk: every customer can have one case at a time.
contract OpenCaseCounter {
    /// @notice Cases that are open now.
    uint256 public openCases;

    /// @notice What a customer's open case is about; zero if there is none.
    mapping(address customer => bytes32 subject) public caseOf;

    event CaseOpened(address indexed customer, bytes32 subject);
    event CaseClosed(address indexed customer);

    error EmptySubject();
    error CaseStillOpen();
    error NoCase();

    /// @notice Opens a case.
    function open(bytes32 subject) external {
        if (subject == bytes32(0)) revert EmptySubject();
        if (caseOf[msg.sender] != bytes32(0)) revert CaseStillOpen();
        caseOf[msg.sender] = subject;
        openCases += 1;
        emit CaseOpened(msg.sender, subject);
    }

    /// @notice Closes the caller's case.
    function close() external {
        if (caseOf[msg.sender] == bytes32(0)) revert NoCase();
        delete caseOf[msg.sender];
        openCases -= 1;
        emit CaseClosed(msg.sender);
    }
}
