// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// @title Airdrop
/// @notice Hands out tokens that it holds: the owner sends them, or the recipients fetch them.
contract Airdrop is Ownable {
    using SafeERC20 for IERC20;

    IERC20 public immutable token;

    /// @notice What an account may still fetch.
    mapping(address account => uint256 amount) public allocation;

    /// @notice What all accounts together have fetched.
    uint256 public totalClaimed;

    event Allocated(address indexed account, uint256 amount);
    event Claimed(address indexed account, uint256 amount);

    error LengthMismatch(uint256 accounts, uint256 amounts);
    error NothingToClaim(address account);

    constructor(address initialOwner, IERC20 token_) Ownable(initialOwner) {
        token = token_;
    }

    /// @notice Sets what the accounts may fetch.
    function allocate(address[] calldata accounts, uint256[] calldata amounts) external onlyOwner {
        if (accounts.length != amounts.length) {
            revert LengthMismatch(accounts.length, amounts.length);
        }
        for (uint256 i = 0; i < accounts.length; i++) {
            allocation[accounts[i]] = amounts[i];
            emit Allocated(accounts[i], amounts[i]);
        }
    }

    /// @notice Fetches what the caller was given.
    function claim() external {
        uint256 amount = allocation[msg.sender];
        if (amount == 0) revert NothingToClaim(msg.sender);

        allocation[msg.sender] = 0;
        totalClaimed += amount;
        token.safeTransfer(msg.sender, amount);
        emit Claimed(msg.sender, amount);
    }

    /// @notice Sends the same amount to each account.
    function distribute(address[] calldata accounts, uint256 amount) external onlyOwner {
        for (uint256 i = 0; i < accounts.length; i++) {
            token.safeTransfer(accounts[i], amount);
        }
    }

    /// @notice Ends the airdrop: sends what is left to the owner.
    function sweep() external onlyOwner {
        token.safeTransfer(owner(), token.balanceOf(address(this)));
    }
}
