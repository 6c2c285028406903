// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {Pool} from "./Pool.sol";

/// @title PoolFactory
/// @notice Creates pools and lists them. There can be several for one pair: one for each creator.
contract PoolFactory {
    /// @notice All pools, in the order of their creation.
    Pool[] public allPools;

    /// @notice The pool that an account created for a pair; the token with the lower address first.
    mapping(address creator => mapping(address token0 => mapping(address token1 => Pool pool)))
        public poolOf;

    event PoolCreated(
        address indexed creator,
        address indexed token0,
        address indexed token1,
        Pool pool
    );

    error IdenticalTokens();
    error PoolExists(Pool pool);

    /// @notice Creates the caller's pool for two tokens.
    function createPool(address tokenA, address tokenB) external returns (Pool pool) {
        if (tokenA == tokenB) revert IdenticalTokens();
        (address token0, address token1) = tokenA < tokenB ? (tokenA, tokenB) : (tokenB, tokenA);
        Pool existing = poolOf[msg.sender][token0][token1];
        if (address(existing) != address(0)) revert PoolExists(existing);

        pool = new Pool(IERC20(token0), IERC20(token1));
        poolOf[msg.sender][token0][token1] = pool;
        allPools.push(pool);
        emit PoolCreated(msg.sender, token0, token1, pool);
    }

    /// @notice How many pools there are.
    function poolCount() external view returns (uint256) {
        return allPools.length;
    }
}
