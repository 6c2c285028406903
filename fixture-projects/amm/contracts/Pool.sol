// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title Pool
/// @notice Exchanges two tokens at the price of their reserves, whose product stays the same.
/// @dev Reserves are counted here and not read from the tokens, so a gift does not move the price.
contract Pool is ERC20 {
    using SafeERC20 for IERC20;

    /// @dev Of each token that comes in, 3 in 1000 stay with the liquidity providers.
    uint256 private constant FEE_PER_MILLE = 3;

    IERC20 public immutable token0;
    IERC20 public immutable token1;

    /// @dev Always written together, and so rightly in one slot.
    uint112 private reserve0;
    uint112 private reserve1;
    uint32 private lastTradeAt;

    /// @notice Fees taken since the beginning, for statistics.
    uint256 public feesOfToken0;

    /// @notice The same for the other token.
    uint256 public feesOfToken1;

    event LiquidityAdded(address indexed provider, uint256 amount0, uint256 amount1, uint256 shares);
    event LiquidityRemoved(
        address indexed provider,
        uint256 amount0,
        uint256 amount1,
        uint256 shares
    );
    event Swapped(
        address indexed trader,
        address indexed tokenIn,
        uint256 amountIn,
        uint256 amountOut
    );

    error UnknownToken(address token);
    error TooLittleOut(uint256 amountOut, uint256 minimum);
    error NoShares();

    constructor(IERC20 token0_, IERC20 token1_) ERC20("Pool Share", "SHARE") {
        token0 = token0_;
        token1 = token1_;
    }

    /// @notice Puts both tokens into the pool.
    /// @param amount0 Of `token0`; what does not fit the price stays as a gift to all providers.
    /// @param amount1 Of `token1`.
    /// @return shares What the caller now owns more of the pool.
    function addLiquidity(uint256 amount0, uint256 amount1) external returns (uint256 shares) {
        (uint256 before0, uint256 before1) = (reserve0, reserve1);
        uint256 supply = totalSupply();
        shares = supply == 0
            ? Math.sqrt(amount0 * amount1)
            : Math.min((amount0 * supply) / before0, (amount1 * supply) / before1);
        if (shares == 0) revert NoShares();

        _setReserves(before0 + amount0, before1 + amount1);
        _mint(msg.sender, shares);
        token0.safeTransferFrom(msg.sender, address(this), amount0);
        token1.safeTransferFrom(msg.sender, address(this), amount1);
        emit LiquidityAdded(msg.sender, amount0, amount1, shares);
    }

    /// @notice Takes a share of both tokens out of the pool.
    function removeLiquidity(uint256 shares) external returns (uint256 amount0, uint256 amount1) {
        if (shares == 0) revert NoShares();
        uint256 supply = totalSupply();
        amount0 = (shares * reserve0) / supply;
        amount1 = (shares * reserve1) / supply;

        _setReserves(reserve0 - amount0, reserve1 - amount1);
        _burn(msg.sender, shares);
        token0.safeTransfer(msg.sender, amount0);
        token1.safeTransfer(msg.sender, amount1);
        emit LiquidityRemoved(msg.sender, amount0, amount1, shares);
    }

    /// @notice Exchanges one token for the other.
    /// @param minimumOut Fails with `TooLittleOut` rather than paying out less.
    function swap(
        address tokenIn,
        uint256 amountIn,
        uint256 minimumOut
    ) external returns (uint256 amountOut) {
        bool zeroForOne = tokenIn == address(token0);
        if (!zeroForOne && tokenIn != address(token1)) revert UnknownToken(tokenIn);
        amountOut = quote(tokenIn, amountIn);
        if (amountOut < minimumOut) revert TooLittleOut(amountOut, minimumOut);

        uint256 fee = (amountIn * FEE_PER_MILLE) / 1000;
        if (zeroForOne) {
            feesOfToken0 += fee;
            _setReserves(reserve0 + amountIn, reserve1 - amountOut);
        } else {
            feesOfToken1 += fee;
            _setReserves(reserve0 - amountOut, reserve1 + amountIn);
        }

        (IERC20 incoming, IERC20 outgoing) = zeroForOne ? (token0, token1) : (token1, token0);
        incoming.safeTransferFrom(msg.sender, address(this), amountIn);
        outgoing.safeTransfer(msg.sender, amountOut);
        emit Swapped(msg.sender, tokenIn, amountIn, amountOut);
    }

    /// @notice What the pool holds, and when it last changed (a Unix time).
    function reserves() external view returns (uint112, uint112, uint32) {
        return (reserve0, reserve1, lastTradeAt);
    }

    /// @notice What a swap would pay now.
    function quote(address tokenIn, uint256 amountIn) public view returns (uint256) {
        (uint256 reserveIn, uint256 reserveOut) = tokenIn == address(token0)
            ? (reserve0, reserve1)
            : (reserve1, reserve0);
        uint256 afterFee = amountIn * (1000 - FEE_PER_MILLE);
        return (reserveOut * afterFee) / (reserveIn * 1000 + afterFee);
    }

    function _setReserves(uint256 newReserve0, uint256 newReserve1) private {
        reserve0 = uint112(newReserve0);
        reserve1 = uint112(newReserve1);
        lastTradeAt = uint32(block.timestamp);
    }
}
