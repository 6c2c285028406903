// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title HashIds
/// @notice Invoices under ids that are made of who sends them and how many that account has sent.
contract HashIds {
    struct Invoice {
        address issuer;
        uint96 amount;
    }

    mapping(address issuer => uint256 count) private _nextId;

    /// @notice The invoice with an id.
    mapping(bytes32 invoiceId => Invoice invoice) public invoices;

    event Issued(bytes32 indexed invoiceId, address indexed issuer, uint96 amount);
    event Voided(bytes32 indexed invoiceId);

    error NotIssuer(bytes32 invoiceId);

    /// @notice Issues an invoice.
    function issue(uint96 amount) external returns (bytes32 invoiceId) {
        invoiceId = keccak256(abi.encode(msg.sender, _nextId[msg.sender]++));
        invoices[invoiceId] = Invoice(msg.sender, amount);
        emit Issued(invoiceId, msg.sender, amount);
    }

    /// @notice Takes one of the caller's invoices back.
    function void(bytes32 invoiceId) external {
        if (invoices[invoiceId].issuer != msg.sender) revert NotIssuer(invoiceId);
        delete invoices[invoiceId];
        emit Voided(invoiceId);
    }
}
