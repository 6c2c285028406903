// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

import {LaunchToken} from "./LaunchToken.sol";

/// @title TokenSale
/// @notice Sells new tokens for ETH at a fixed price, up to a cap for all and a limit for each buyer.
contract TokenSale is Ownable {
    LaunchToken public immutable token;

    /// @notice Wei for one whole token.
    uint256 public immutable price;

    /// @notice How many tokens are for sale, 18 decimals.
    uint256 public immutable cap;

    /// @notice How many tokens one buyer may have, 18 decimals.
    uint256 public immutable walletLimit;

    /// @notice Whether tokens can be bought now.
    bool public open;

    /// @notice Tokens sold so far, 18 decimals.
    uint256 public sold;

    /// @notice Everybody who has bought, in the order of their first purchase.
    address[] public buyers;

    /// @notice Tokens bought by one buyer, 18 decimals.
    mapping(address buyer => uint256 amount) public purchased;

    event Purchased(address indexed buyer, uint256 amount, uint256 paid);
    event SaleOpened(bool open);
    event Withdrawn(address indexed to, uint256 amount);

    error SaleClosed();
    error NothingBought();
    error WrongPayment(uint256 expected, uint256 paid);
    error CapExceeded(uint256 requested, uint256 left);
    error WalletLimitExceeded(uint256 requested, uint256 left);
    error WithdrawFailed();

    constructor(
        address initialOwner,
        LaunchToken token_,
        uint256 price_,
        uint256 cap_,
        uint256 walletLimit_
    ) Ownable(initialOwner) {
        token = token_;
        price = price_;
        cap = cap_;
        walletLimit = walletLimit_;
    }

    /// @notice Opens or closes the sale.
    function setOpen(bool open_) external onlyOwner {
        open = open_;
        emit SaleOpened(open_);
    }

    /// @notice Buys tokens for exactly `cost(amount)` wei.
    /// @param amount In the smallest unit, 18 decimals.
    function buy(uint256 amount) external payable {
        if (!open) revert SaleClosed();
        if (amount == 0) revert NothingBought();
        if (msg.value != cost(amount)) revert WrongPayment(cost(amount), msg.value);
        if (sold + amount > cap) revert CapExceeded(amount, cap - sold);

        uint256 before = purchased[msg.sender];
        if (before + amount > walletLimit) revert WalletLimitExceeded(amount, walletLimit - before);
        if (before == 0) buyers.push(msg.sender);

        sold += amount;
        purchased[msg.sender] = before + amount;
        token.mint(msg.sender, amount);
        emit Purchased(msg.sender, amount, msg.value);
    }

    /// @notice Sends all ETH of the sale to the owner.
    function withdraw() external onlyOwner {
        uint256 amount = address(this).balance;
        (bool sent, ) = owner().call{value: amount}("");
        if (!sent) revert WithdrawFailed();
        emit Withdrawn(owner(), amount);
    }

    /// @notice How many accounts have bought.
    function buyerCount() external view returns (uint256) {
        return buyers.length;
    }

    /// @notice What `amount` tokens cost, in wei.
    function cost(uint256 amount) public view returns (uint256) {
        return (amount * price) / 1 ether;
    }
}
