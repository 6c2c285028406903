// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title Exchange of gold and wood
/// @notice A pool with packed reserves, for two goods of a game that the owner hands out.
contract PoolPair is Ownable {
    using SafeCast for uint256;

    uint112 private _gold;
    uint112 private _wood;
    mapping(address account => uint256) public goldOf;
    mapping(address account => uint256) public woodOf;

    event Swapped(address indexed account, bool goldIn, uint256 amountIn, uint256 amountOut);

    constructor(uint112 gold, uint112 wood) Ownable(msg.sender) {
        _gold = gold;
        _wood = wood;
    }

    function handOut(address account, uint256 gold, uint256 wood) external onlyOwner {
        goldOf[account] += gold;
        woodOf[account] += wood;
    }

    function goldForWood(uint256 amountIn) external {
        (uint256 gold, uint256 wood) = reserves();
        uint256 out = _quote(amountIn, gold, wood);
        goldOf[msg.sender] -= amountIn;
        woodOf[msg.sender] += out;
        _update(gold + amountIn, wood - out);
        emit Swapped(msg.sender, true, amountIn, out);
    }

    function woodForGold(uint256 amountIn) external {
        (uint256 gold, uint256 wood) = reserves();
        uint256 out = _quote(amountIn, wood, gold);
        woodOf[msg.sender] -= amountIn;
        goldOf[msg.sender] += out;
        _update(gold - out, wood + amountIn);
        emit Swapped(msg.sender, false, amountIn, out);
    }

    function reserves() public view returns (uint256 gold, uint256 wood) {
        return (_gold, _wood);
    }

    function _update(uint256 gold, uint256 wood) private {
        _gold = gold.toUint112();
        _wood = wood.toUint112();
    }

    function _quote(uint256 amountIn, uint256 reserveIn, uint256 reserveOut) private pure returns (uint256) {
        return (amountIn * reserveOut) / (reserveIn + amountIn);
    }
}
