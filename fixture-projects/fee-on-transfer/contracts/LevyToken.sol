// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title LevyToken
/// @notice An ERC-20 that sends a part of each transfer to a treasury.
/// @dev Transfers from or to an exempt account cost nothing.
contract LevyToken is IERC20, Ownable {
    string public constant name = "Levy";
    string public constant symbol = "LEVY";
    uint8 public constant decimals = 18;

    uint16 public constant MAX_FEE_BPS = 1000;

    /// @notice Where the fees go.
    address public treasury;

    /// @notice The fee, in hundredths of a per cent of the amount.
    uint16 public feeBps;

    /// @inheritdoc IERC20
    uint256 public override totalSupply;

    /// @notice Fees since the beginning, for statistics.
    uint256 public totalFees;

    /// @inheritdoc IERC20
    mapping(address account => uint256 amount) public override balanceOf;

    /// @inheritdoc IERC20
    mapping(address owner => mapping(address spender => uint256 amount)) public override allowance;

    /// @notice Whether transfers from and to an account cost no fee.
    mapping(address account => bool exempt) public feeExempt;

    event FeeSet(uint16 feeBps);
    event TreasurySet(address indexed treasury);
    event ExemptionSet(address indexed account, bool exempt);

    error InsufficientBalance(address account, uint256 balance, uint256 needed);
    error InsufficientAllowance(address spender, uint256 allowance, uint256 needed);
    error InvalidRecipient(address recipient);
    error FeeTooHigh(uint16 feeBps);

    constructor(
        address initialOwner,
        address treasury_,
        uint16 feeBps_,
        uint256 supply
    ) Ownable(initialOwner) {
        treasury = treasury_;
        feeBps = feeBps_;
        feeExempt[initialOwner] = true;
        totalSupply = supply;
        balanceOf[initialOwner] = supply;
        emit Transfer(address(0), initialOwner, supply);
    }

    /// @inheritdoc IERC20
    function transfer(address to, uint256 amount) external returns (bool) {
        _move(msg.sender, to, amount);
        return true;
    }

    /// @inheritdoc IERC20
    function approve(address spender, uint256 amount) external returns (bool) {
        allowance[msg.sender][spender] = amount;
        emit Approval(msg.sender, spender, amount);
        return true;
    }

    /// @inheritdoc IERC20
    function transferFrom(address from, address to, uint256 amount) external returns (bool) {
        uint256 allowed = allowance[from][msg.sender];
        if (allowed < amount) revert InsufficientAllowance(msg.sender, allowed, amount);
        if (allowed != type(uint256).max) allowance[from][msg.sender] = allowed - amount;
        _move(from, to, amount);
        return true;
    }

    /// @notice Destroys tokens of the caller, without a fee.
    function burn(uint256 amount) external {
        _take(msg.sender, amount);
        unchecked {
            totalSupply -= amount; // Nobody has more than all.
        }
        emit Transfer(msg.sender, address(0), amount);
    }

    /// @notice Sets the fee for transfers from now on.
    function setFee(uint16 feeBps_) external onlyOwner {
        if (feeBps_ > MAX_FEE_BPS) revert FeeTooHigh(feeBps_);
        feeBps = feeBps_;
        emit FeeSet(feeBps_);
    }

    /// @notice Sets where the fees go from now on.
    function setTreasury(address treasury_) external onlyOwner {
        if (treasury_ == address(0)) revert InvalidRecipient(treasury_);
        treasury = treasury_;
        emit TreasurySet(treasury_);
    }

    /// @notice Exempts an account from the fee, or no longer.
    function setFeeExempt(address account, bool exempt) external onlyOwner {
        feeExempt[account] = exempt;
        emit ExemptionSet(account, exempt);
    }

    /// @notice The fee for a transfer, paid out of the amount.
    function feeFor(address from, address to, uint256 amount) public view returns (uint256) {
        return feeExempt[from] || feeExempt[to] ? 0 : (amount * feeBps) / 10_000;
    }

    function _move(address from, address to, uint256 amount) private {
        if (to == address(0)) revert InvalidRecipient(to);
        uint256 fee = feeFor(from, to, amount);
        _take(from, amount);
        balanceOf[to] += amount - fee;
        emit Transfer(from, to, amount - fee);
        if (fee == 0) return;

        balanceOf[treasury] += fee;
        totalFees += fee;
        emit Transfer(from, treasury, fee);
    }

    function _take(address from, uint256 amount) private {
        uint256 balance = balanceOf[from];
        if (balance < amount) revert InsufficientBalance(from, balance, amount);
        balanceOf[from] = balance - amount;
    }
}
