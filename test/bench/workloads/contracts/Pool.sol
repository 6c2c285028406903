// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// @title Pool
/// @notice Exchanges two tokens at a constant product of their reserves, as a Uniswap v2 pair does:
/// the same fee, the same check against the balances, reserves in one slot, price accumulators, a lock.
/// @dev The tokens are in storage and not immutable, as in a pair that a factory has made.
contract Pool {
    using SafeERC20 for IERC20;

    /// @dev Of 1000 that come in, 3 stay with the liquidity providers.
    uint256 private constant FEE_PER_MILLE = 3;

    IERC20 public token0;
    IERC20 public token1;

    uint112 private reserve0;
    uint112 private reserve1;
    uint32 private blockTimestampLast;

    /// @notice Sums of price times seconds, in 112.112 fixed point: what a time-weighted average is made of.
    uint256 public price0CumulativeLast;
    uint256 public price1CumulativeLast;

    uint256 private unlocked;

    event Swap(
        address indexed sender,
        uint256 amount0In,
        uint256 amount1In,
        uint256 amount0Out,
        uint256 amount1Out
    );
    event Sync(uint112 reserve0, uint112 reserve1);

    error Locked();
    error TooLittleOut(uint256 amountOut, uint256 minimum);
    error ProductFell();
    error TooMuch();

    modifier lock() {
        if (unlocked != 1) revert Locked();
        unlocked = 0;
        _;
        unlocked = 1;
    }

    /// @notice Sells `amountIn` of one token for the other.
    /// @param zeroForOne Sells `token0` if true, `token1` if not.
    /// @param minimumOut Fails if the price gives less.
    function swap(
        bool zeroForOne,
        uint256 amountIn,
        uint256 minimumOut
    ) external lock returns (uint256 amountOut) {
        (uint256 before0, uint256 before1) = (reserve0, reserve1);
        (IERC20 zero, IERC20 one) = (token0, token1);

        amountOut = zeroForOne
            ? _amountOut(amountIn, before0, before1)
            : _amountOut(amountIn, before1, before0);
        if (amountOut < minimumOut) revert TooLittleOut(amountOut, minimumOut);
        (zeroForOne ? zero : one).safeTransferFrom(msg.sender, address(this), amountIn);
        (zeroForOne ? one : zero).safeTransfer(msg.sender, amountOut);

        (uint256 amount0Out, uint256 amount1Out) = zeroForOne
            ? (uint256(0), amountOut)
            : (amountOut, uint256(0));
        _settle(
            zero.balanceOf(address(this)),
            one.balanceOf(address(this)),
            before0,
            before1,
            amount0Out,
            amount1Out
        );
    }

    /// @dev Believes the balances, not the caller: the product must not fall, the fee set aside.
    function _settle(
        uint256 balance0,
        uint256 balance1,
        uint256 before0,
        uint256 before1,
        uint256 amount0Out,
        uint256 amount1Out
    ) private {
        uint256 amount0In = balance0 + amount0Out - before0;
        uint256 amount1In = balance1 + amount1Out - before1;
        uint256 adjusted0 = balance0 * 1000 - amount0In * FEE_PER_MILLE;
        uint256 adjusted1 = balance1 * 1000 - amount1In * FEE_PER_MILLE;
        if (adjusted0 * adjusted1 < before0 * before1 * 1000 ** 2) revert ProductFell();
        _update(balance0, balance1, before0, before1);
        emit Swap(msg.sender, amount0In, amount1In, amount0Out, amount1Out);
    }

    /// @dev Only the first trade of a block moves the accumulators.
    function _update(
        uint256 balance0,
        uint256 balance1,
        uint256 before0,
        uint256 before1
    ) private {
        if (balance0 > type(uint112).max || balance1 > type(uint112).max) revert TooMuch();
        unchecked {
            uint32 elapsed = uint32(block.timestamp) - blockTimestampLast;
            if (elapsed > 0 && before0 != 0 && before1 != 0) {
                price0CumulativeLast += ((before1 << 112) / before0) * elapsed;
                price1CumulativeLast += ((before0 << 112) / before1) * elapsed;
            }
        }
        reserve0 = uint112(balance0);
        reserve1 = uint112(balance1);
        blockTimestampLast = uint32(block.timestamp);
        emit Sync(uint112(balance0), uint112(balance1));
    }

    function _amountOut(
        uint256 amountIn,
        uint256 reserveIn,
        uint256 reserveOut
    ) private pure returns (uint256) {
        uint256 afterFee = amountIn * (1000 - FEE_PER_MILLE);
        return (afterFee * reserveOut) / (reserveIn * 1000 + afterFee);
    }
}
