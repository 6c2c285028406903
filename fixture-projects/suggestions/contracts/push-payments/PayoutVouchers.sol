// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Vouchers for ETH
/// @notice Who has bought vouchers cashes in many of them in one call: all payments of the loop go to the caller.
contract PayoutVouchers {
    mapping(address holder => mapping(uint256 id => uint256)) public worth;

    event Bought(address indexed holder, uint256 indexed id, uint256 amount);
    event CashedIn(address indexed holder, uint256 indexed id, uint256 amount);

    error NothingToCashIn(uint256 id);

    /// @notice Puts what is paid on a voucher of the caller's own.
    function buy(uint256 id) external payable {
        worth[msg.sender][id] += msg.value;
        emit Bought(msg.sender, id, msg.value);
    }

    function cashIn(uint256[] calldata ids) external {
        for (uint256 i = 0; i < ids.length; ++i) {
            uint256 amount = worth[msg.sender][ids[i]];
            if (amount == 0) revert NothingToCashIn(ids[i]);
            worth[msg.sender][ids[i]] = 0;
            payable(msg.sender).transfer(amount);
            emit CashedIn(msg.sender, ids[i], amount);
        }
    }
}
