// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";

/// @title OrderBook
/// @notice Makers offer deposited tokens for ETH, takers choose the order that they fill, in whole or in part.
/// @dev Tokens change hands inside the book; the ETH goes straight from the taker to the maker.
contract OrderBook is Ownable, ReentrancyGuard {
    using SafeERC20 for IERC20;

    struct Order {
        address maker;
        uint256 price;
        uint256 remaining;
    }

    IERC20 public immutable token;

    /// @notice The smallest order that can be placed, in tokens, 18 decimals.
    uint256 public minimumAmount;

    /// @notice The id of the next order.
    uint256 public nextOrderId = 1;

    /// @notice What is on offer. Orders that are filled or cancelled are deleted.
    mapping(uint256 orderId => Order) public orders;

    /// @notice Tokens of one user that are in the book and not on offer.
    mapping(address user => uint256 amount) public depositOf;

    event MinimumAmountSet(uint256 amount);
    event Deposited(address indexed user, uint256 amount);
    event Withdrawn(address indexed user, uint256 amount);
    event OrderPlaced(
        uint256 indexed orderId,
        address indexed maker,
        uint256 amount,
        uint256 price
    );
    event OrderFilled(uint256 indexed orderId, address indexed taker, uint256 amount, uint256 paid);
    event OrderCancelled(uint256 indexed orderId);

    error ZeroAmount();
    error InsufficientDeposit(uint256 requested, uint256 available);
    error AmountTooSmall(uint256 amount, uint256 minimum);
    error UnknownOrder(uint256 orderId);
    error NotMaker(uint256 orderId, address account);
    error ExceedsRemaining(uint256 requested, uint256 remaining);
    error WrongPayment(uint256 expected, uint256 paid);
    error PaymentFailed();

    constructor(
        address initialOwner,
        IERC20 token_,
        uint256 minimumAmount_
    ) Ownable(initialOwner) {
        token = token_;
        minimumAmount = minimumAmount_;
    }

    /// @notice Sets the smallest order that can be placed from now on.
    function setMinimumAmount(uint256 amount) external onlyOwner {
        minimumAmount = amount;
        emit MinimumAmountSet(amount);
    }

    /// @notice Brings tokens into the book.
    function deposit(uint256 amount) external nonReentrant {
        if (amount == 0) revert ZeroAmount();
        depositOf[msg.sender] += amount;
        token.safeTransferFrom(msg.sender, address(this), amount);
        emit Deposited(msg.sender, amount);
    }

    /// @notice Takes tokens out of the book that are not on offer.
    function withdraw(uint256 amount) external nonReentrant {
        if (amount == 0) revert ZeroAmount();
        _takeDeposit(amount);
        token.safeTransfer(msg.sender, amount);
        emit Withdrawn(msg.sender, amount);
    }

    /// @notice Offers tokens.
    /// @param price Wei for one whole token.
    /// @return orderId The id by which others can fill the order.
    function place(uint256 amount, uint256 price) external nonReentrant returns (uint256 orderId) {
        if (amount < minimumAmount) revert AmountTooSmall(amount, minimumAmount);
        _takeDeposit(amount);

        orderId = nextOrderId++;
        orders[orderId] = Order(msg.sender, price, amount);
        emit OrderPlaced(orderId, msg.sender, amount, price);
    }

    /// @notice Buys tokens of an order for exactly `cost(orderId, amount)` wei.
    function fill(uint256 orderId, uint256 amount) external payable nonReentrant {
        Order storage order = orders[orderId];
        (address maker, uint256 remaining) = (order.maker, order.remaining);
        if (maker == address(0)) revert UnknownOrder(orderId);
        if (amount == 0) revert ZeroAmount();
        if (amount > remaining) revert ExceedsRemaining(amount, remaining);
        uint256 expected = cost(orderId, amount);
        if (msg.value != expected) revert WrongPayment(expected, msg.value);

        if (amount == remaining) delete orders[orderId];
        else order.remaining = remaining - amount;
        depositOf[msg.sender] += amount;
        (bool paid, ) = maker.call{value: msg.value}("");
        if (!paid) revert PaymentFailed();
        emit OrderFilled(orderId, msg.sender, amount, msg.value);
    }

    /// @notice Takes an order of the caller back.
    function cancel(uint256 orderId) external nonReentrant {
        Order storage order = orders[orderId];
        if (order.maker == address(0)) revert UnknownOrder(orderId);
        if (order.maker != msg.sender) revert NotMaker(orderId, msg.sender);

        depositOf[msg.sender] += order.remaining;
        delete orders[orderId];
        emit OrderCancelled(orderId);
    }

    /// @notice What tokens of an order cost, in wei.
    function cost(uint256 orderId, uint256 amount) public view returns (uint256) {
        return (amount * orders[orderId].price) / 1 ether;
    }

    function _takeDeposit(uint256 amount) private {
        uint256 available = depositOf[msg.sender];
        if (amount > available) revert InsufficientDeposit(amount, available);
        depositOf[msg.sender] = available - amount;
    }
}
