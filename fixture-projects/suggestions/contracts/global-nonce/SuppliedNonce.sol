// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title SuppliedNonce
/// @notice Orders that are told apart by a nonce which the caller chooses.
contract SuppliedNonce {
    /// @notice What was ordered under an id.
    mapping(bytes32 orderId => uint256 quantity) public quantityOf;

    event Ordered(bytes32 indexed orderId, address indexed customer, uint256 quantity);

    error NonceUsed(uint256 nonce);
    error NothingOrdered();

    /// @notice Orders under one of the caller's nonces.
    function order(uint256 nonce, uint256 quantity) external returns (bytes32 orderId) {
        if (quantity == 0) revert NothingOrdered();
        orderId = keccak256(abi.encode(msg.sender, nonce));
        if (quantityOf[orderId] != 0) revert NonceUsed(nonce);
        quantityOf[orderId] = quantity;
        emit Ordered(orderId, msg.sender, quantity);
    }
}
