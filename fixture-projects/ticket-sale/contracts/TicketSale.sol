// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";

/// @title TicketSale
/// @notice Sells a limited number of tickets for ETH at a fixed price, and takes them back for a while.
contract TicketSale is Ownable {
    using Address for address payable;

    /// @notice Wei for one ticket.
    uint256 public immutable price;

    /// @notice How many tickets there are.
    uint256 public immutable cap;

    /// @notice How many tickets one account may have.
    uint256 public immutable walletLimit;

    /// @notice Until when tickets can be given back; a Unix time.
    uint256 public immutable refundDeadline;

    /// @notice Whether tickets can be bought now.
    bool public open;

    /// @notice Tickets that are out.
    uint256 public sold;

    /// @notice Tickets of one account.
    mapping(address account => uint256 tickets) public ticketsOf;

    event SaleOpened(bool open);
    event TicketsBought(address indexed buyer, uint256 quantity, uint256 paid);
    event TicketsRefunded(address indexed holder, uint256 quantity, uint256 repaid);
    event ProceedsWithdrawn(address indexed to, uint256 amount);

    error SaleClosed();
    error NoTickets();
    error WrongPayment(uint256 expected, uint256 paid);
    error SoldOut(uint256 requested, uint256 left);
    error WalletLimitExceeded(uint256 requested, uint256 left);
    error NotEnoughTickets(uint256 requested, uint256 owned);
    error RefundsOver(uint256 deadline);
    error RefundsStillPossible(uint256 deadline);

    constructor(
        address initialOwner,
        uint256 price_,
        uint256 cap_,
        uint256 walletLimit_,
        uint256 refundDeadline_
    ) Ownable(initialOwner) {
        price = price_;
        cap = cap_;
        walletLimit = walletLimit_;
        refundDeadline = refundDeadline_;
    }

    /// @notice Buys tickets for exactly `quantity * price` wei.
    function buy(uint256 quantity) external payable {
        if (!open) revert SaleClosed();
        if (quantity == 0) revert NoTickets();
        if (msg.value != quantity * price) revert WrongPayment(quantity * price, msg.value);

        uint256 soldBefore = sold;
        if (soldBefore + quantity > cap) revert SoldOut(quantity, cap - soldBefore);
        uint256 owned = ticketsOf[msg.sender];
        if (owned + quantity > walletLimit) {
            revert WalletLimitExceeded(quantity, walletLimit - owned);
        }

        sold = soldBefore + quantity;
        ticketsOf[msg.sender] = owned + quantity;
        emit TicketsBought(msg.sender, quantity, msg.value);
    }

    /// @notice Gives tickets back for what they have cost.
    function refund(uint256 quantity) external {
        if (block.timestamp >= refundDeadline) revert RefundsOver(refundDeadline);
        if (quantity == 0) revert NoTickets();
        uint256 owned = ticketsOf[msg.sender];
        if (quantity > owned) revert NotEnoughTickets(quantity, owned);

        ticketsOf[msg.sender] = owned - quantity;
        unchecked {
            // All tickets are at least those of one account.
            sold -= quantity;
        }
        payable(msg.sender).sendValue(quantity * price);
        emit TicketsRefunded(msg.sender, quantity, quantity * price);
    }

    /// @notice Opens or closes the sale.
    function setOpen(bool open_) external onlyOwner {
        open = open_;
        emit SaleOpened(open_);
    }

    /// @notice Sends the proceeds to the owner, once nothing can be given back any more.
    function withdraw() external onlyOwner {
        if (block.timestamp < refundDeadline) revert RefundsStillPossible(refundDeadline);
        uint256 amount = address(this).balance;
        payable(owner()).sendValue(amount);
        emit ProceedsWithdrawn(owner(), amount);
    }

    /// @notice Tickets that can still be bought.
    function remaining() external view returns (uint256) {
        return cap - sold;
    }
}
