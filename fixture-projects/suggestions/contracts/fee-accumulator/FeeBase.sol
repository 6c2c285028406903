// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @title FeeBase
/// @notice Takes a fee off amounts and keeps it for the owner.
abstract contract FeeBase is Ownable {
    /// @notice The fee, in hundredths of a per cent.
    uint256 public constant FEE_BPS = 50;

    uint256 private _accrued;

    event FeesTaken(uint256 amount);

    error FeePaymentFailed();

    constructor() Ownable(msg.sender) {}

    /// @notice Pays the fees out to the owner.
    function takeFees() external onlyOwner {
        uint256 amount = _accrued;
        delete _accrued;
        emit FeesTaken(amount);
        (bool success, ) = owner().call{value: amount}("");
        if (!success) revert FeePaymentFailed();
    }

    /// @notice Fees that wait for the owner.
    function accruedFees() public view returns (uint256) {
        return _accrued;
    }

    /// @dev Keeps the fee and says what is left.
    function _charge(uint256 gross) internal returns (uint256 net) {
        uint256 fee = (gross * FEE_BPS) / 10_000;
        _accrued = _accrued + fee;
        return gross - fee;
    }
}
