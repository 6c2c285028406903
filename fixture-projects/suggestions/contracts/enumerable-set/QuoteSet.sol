// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {EnumerableMap} from "@openzeppelin/contracts/utils/structs/EnumerableMap.sol";

/// @title QuoteSet
/// @notice A request for quotes: suppliers name their prices, the owner accepts one.
contract QuoteSet is Ownable {
    using EnumerableMap for EnumerableMap.AddressToUintMap;

    EnumerableMap.AddressToUintMap private _quotes;

    /// @notice The price that was accepted; 0 before.
    uint256 public acceptedPrice;

    event Quoted(address indexed supplier, uint256 price);
    event Withdrawn(address indexed supplier);
    event Accepted(address indexed supplier, uint256 price);

    error NoQuote(address supplier);

    constructor() Ownable(msg.sender) {}

    /// @notice Names the caller's price.
    function quote(uint256 price) external {
        _quotes.set(msg.sender, price);
        emit Quoted(msg.sender, price);
    }

    /// @notice Takes the caller's quote back.
    function withdraw() external {
        if (!_quotes.remove(msg.sender)) revert NoQuote(msg.sender);
        emit Withdrawn(msg.sender);
    }

    /// @notice Accepts a quote.
    function accept(address supplier) external onlyOwner {
        (bool found, uint256 price) = _quotes.tryGet(supplier);
        if (!found) revert NoQuote(supplier);
        acceptedPrice = price;
        emit Accepted(supplier, price);
    }

    /// @notice How many quotes there are.
    function quoteCount() external view returns (uint256) {
        return _quotes.length();
    }
}
