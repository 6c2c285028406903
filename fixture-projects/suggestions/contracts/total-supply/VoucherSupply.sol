// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title VoucherSupply
/// @notice Vouchers for ETH that can be given on: one for each wei paid in, and back.
contract VoucherSupply {
    /// @notice Vouchers that are out.
    uint256 public totalSupply;

    /// @notice Vouchers of one holder.
    mapping(address holder => uint256 amount) public balanceOf;

    event Transfer(address indexed from, address indexed to, uint256 amount);

    error NotEnough(uint256 requested, uint256 owned);
    error PaymentFailed();

    /// @notice Buys vouchers for what is sent with the call.
    function deposit() external payable {
        balanceOf[msg.sender] += msg.value;
        totalSupply += msg.value;
        emit Transfer(address(0), msg.sender, msg.value);
    }

    /// @notice Gives vouchers in for ETH.
    function redeem(uint256 amount) external {
        _take(msg.sender, amount);
        totalSupply -= amount;
        emit Transfer(msg.sender, address(0), amount);
        (bool success, ) = msg.sender.call{value: amount}("");
        if (!success) revert PaymentFailed();
    }

    /// @notice Gives vouchers to somebody else.
    function transfer(address to, uint256 amount) external returns (bool) {
        _take(msg.sender, amount);
        balanceOf[to] += amount;
        emit Transfer(msg.sender, to, amount);
        return true;
    }

    function _take(address holder, uint256 amount) private {
        uint256 owned = balanceOf[holder];
        if (amount > owned) revert NotEnough(amount, owned);
        balanceOf[holder] = owned - amount;
    }
}
