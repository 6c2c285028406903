// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title ForwardedFees
/// @notice Names for a fee, which goes to the treasury at once.
contract ForwardedFees {
    uint256 public constant FEE = 0.05 ether;

    /// @notice Who gets the fees.
    address public immutable treasury;

    /// @notice The name of an account.
    mapping(address account => bytes32 name) public nameOf;

    event Named(address indexed account, bytes32 name, uint256 fee);

    error WrongFee(uint256 paid);
    error PaymentFailed();

    constructor(address treasury_) {
        treasury = treasury_;
    }

    /// @notice Takes a name.
    function setName(bytes32 name) external payable {
        if (msg.value != FEE) revert WrongFee(msg.value);
        nameOf[msg.sender] = name;
        (bool success, ) = treasury.call{value: msg.value}("");
        if (!success) revert PaymentFailed();
        emit Named(msg.sender, name, msg.value);
    }
}
