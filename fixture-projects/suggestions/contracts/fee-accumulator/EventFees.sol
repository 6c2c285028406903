// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title EventFees
/// @notice A print shop: fees are computed here, and billed by somebody who reads the events.
contract EventFees {
    uint256 public constant FEE_FOR_PAGE = 4;

    /// @notice Pages that a customer has ordered.
    mapping(address customer => uint256 pages) public pagesOf;

    event FeeCharged(address indexed customer, uint256 fee);

    error NothingToPrint();

    /// @notice Orders copies of something.
    /// @param pages The number of pages of each part of it.
    function print(uint256[] calldata pages) external {
        uint256 totalPages;
        uint256 totalFees;
        for (uint256 i = 0; i < pages.length; i++) {
            totalPages += pages[i];
            totalFees += pages[i] * FEE_FOR_PAGE;
        }
        if (totalPages == 0) revert NothingToPrint();
        pagesOf[msg.sender] += totalPages;
        emit FeeCharged(msg.sender, totalFees);
    }
}
