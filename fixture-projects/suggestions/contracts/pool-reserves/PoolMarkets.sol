// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @title Markets by number
/// @notice Each market has reserves of its own; who trades at one does not meet who trades at another.
contract PoolMarkets is Ownable {
    struct Market {
        uint256 reserveCash;
        uint256 reserveGoods;
    }

    mapping(uint256 market => Market) public markets;
    mapping(uint256 market => mapping(address account => uint256)) public cashOf;
    mapping(uint256 market => mapping(address account => uint256)) public goodsOf;

    event Traded(uint256 indexed market, address indexed account, uint256 cash, uint256 goods);

    constructor() Ownable(msg.sender) {}

    function open(uint256 market, uint256 cash, uint256 goods) external onlyOwner {
        markets[market] = Market(cash, goods);
    }

    function handOut(uint256 market, address account, uint256 cash) external onlyOwner {
        cashOf[market][account] += cash;
    }

    /// @notice Buys goods for cash, at the price of the market's reserves.
    function trade(uint256 market, uint256 cash) external {
        Market storage pool = markets[market];
        uint256 goods = (pool.reserveGoods * cash) / (pool.reserveCash + cash);
        pool.reserveCash += cash;
        pool.reserveGoods -= goods;
        cashOf[market][msg.sender] -= cash;
        goodsOf[market][msg.sender] += goods;
        emit Traded(market, msg.sender, cash, goods);
    }
}
