// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title UserFees
/// @notice Storage for boxes: each customer owes a fee for every box, and pays it when it suits.
contract UserFees {
    uint256 public constant FEE = 0.01 ether;

    /// @notice Who gets the fees.
    address public immutable landlord;

    /// @notice Fees that a customer owes.
    mapping(address customer => uint256 amount) public accruedFees;

    event Stored(address indexed customer, uint256 boxes, uint256 fee);
    event Settled(address indexed customer, uint256 amount);

    error WrongAmount(uint256 expected, uint256 paid);
    error PaymentFailed();

    constructor(address landlord_) {
        landlord = landlord_;
    }

    /// @notice Stores some boxes of the caller.
    function store(uint256 boxes) external {
        uint256 fee = boxes * FEE;
        accruedFees[msg.sender] += fee;
        emit Stored(msg.sender, boxes, fee);
    }

    /// @notice Pays all that the caller owes.
    function settle() external payable {
        uint256 amount = accruedFees[msg.sender];
        if (msg.value != amount) revert WrongAmount(amount, msg.value);
        accruedFees[msg.sender] = 0;
        emit Settled(msg.sender, amount);
        (bool success, ) = landlord.call{value: amount}("");
        if (!success) revert PaymentFailed();
    }
}
