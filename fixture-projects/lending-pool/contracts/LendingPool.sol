// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title LendingPool
/// @notice Lends what others have deposited, for interest and against a deposit of another asset.
/// @dev Deposits and debts are shares; an index for each asset says what a share is worth now.
///      Whoever touches an asset brings its indices up to date first.
contract LendingPool is Ownable {
    using SafeERC20 for IERC20;

    struct Asset {
        bool listed;
        uint16 collateralFactorBps;
        uint40 accruedAt;
        uint64 ratePerSecond;
        uint256 price;
        uint256 supplyIndex;
        uint256 borrowIndex;
        uint256 supplyShares;
        uint256 debtShares;
    }

    struct Loan {
        address collateral;
        uint256 collateralShares;
        uint256 debtShares;
    }

    uint256 private constant RAY = 1e27;
    uint256 private constant WAD = 1e18;
    uint256 private constant BPS = 10_000;

    /// @notice What can be deposited and borrowed.
    mapping(address asset => Asset) public assets;

    /// @notice Free shares of the deposits of an asset; those that secure a loan are not among them.
    mapping(address asset => mapping(address user => uint256 shares)) public supplySharesOf;

    /// @notice The loan of a user in an asset.
    mapping(address asset => mapping(address user => Loan)) public loanOf;

    event AssetAdded(address indexed asset, uint256 price);
    event PriceSet(address indexed asset, uint256 price);
    event Deposited(address indexed asset, address indexed user, uint256 amount, uint256 shares);
    event Withdrawn(address indexed asset, address indexed user, uint256 amount, uint256 shares);
    event Borrowed(address indexed asset, address indexed user, uint256 amount, address collateral);
    event Repaid(address indexed asset, address indexed user, uint256 amount);

    error AssetNotListed(address asset);
    error AssetAlreadyListed(address asset);
    error ZeroAmount();
    error InsufficientShares(uint256 requested, uint256 free);
    error WrongCollateral(address collateral);
    error InsufficientCollateral(uint256 debtValue, uint256 limit);
    error NoDebt(address asset, address user);

    constructor(address initialOwner) Ownable(initialOwner) {}

    /// @notice Lists an asset.
    /// @param price Of one token, 18 decimals.
    /// @param ratePerSecond Interest on debts, 18 decimals.
    /// @param collateralFactorBps Which part of a deposit's value may be borrowed against it.
    function addAsset(
        address asset,
        uint256 price,
        uint64 ratePerSecond,
        uint16 collateralFactorBps
    ) external onlyOwner {
        Asset storage state = assets[asset];
        if (state.listed) revert AssetAlreadyListed(asset);
        state.listed = true;
        state.collateralFactorBps = collateralFactorBps;
        state.accruedAt = uint40(block.timestamp);
        state.ratePerSecond = ratePerSecond;
        state.price = price;
        state.supplyIndex = RAY;
        state.borrowIndex = RAY;
        emit AssetAdded(asset, price);
    }

    /// @notice Sets the price of a listed asset.
    function setPrice(address asset, uint256 price) external onlyOwner {
        if (!assets[asset].listed) revert AssetNotListed(asset);
        assets[asset].price = price;
        emit PriceSet(asset, price);
    }

    /// @notice Deposits tokens, which earn interest.
    function deposit(address asset, uint256 amount) external {
        if (amount == 0) revert ZeroAmount();
        Asset storage state = _accrue(asset);
        uint256 shares = Math.mulDiv(amount, RAY, state.supplyIndex);

        state.supplyShares += shares;
        supplySharesOf[asset][msg.sender] += shares;
        IERC20(asset).safeTransferFrom(msg.sender, address(this), amount);
        emit Deposited(asset, msg.sender, amount, shares);
    }

    /// @notice Takes a deposit back with its interest.
    function withdraw(address asset, uint256 shares) external {
        if (shares == 0) revert ZeroAmount();
        Asset storage state = _accrue(asset);
        _takeShares(asset, shares);
        uint256 amount = Math.mulDiv(shares, state.supplyIndex, RAY);

        state.supplyShares -= shares;
        IERC20(asset).safeTransfer(msg.sender, amount);
        emit Withdrawn(asset, msg.sender, amount, shares);
    }

    /// @notice Borrows against a deposit of another asset, or adds to such a loan.
    /// @param collateralShares Shares of the deposit that are to secure the loan from now on, too.
    function borrow(
        address asset,
        uint256 amount,
        address collateral,
        uint256 collateralShares
    ) external {
        if (amount == 0) revert ZeroAmount();
        Loan storage loan = loanOf[asset][msg.sender];
        bool wrong = loan.debtShares != 0 && loan.collateral != collateral;
        if (wrong || collateral == asset) revert WrongCollateral(collateral);
        Asset storage state = _accrue(asset);
        _accrue(collateral);
        _takeShares(collateral, collateralShares);
        uint256 shares = Math.mulDiv(amount, RAY, state.borrowIndex, Math.Rounding.Ceil);

        state.debtShares += shares;
        loan.debtShares += shares;
        loan.collateral = collateral;
        loan.collateralShares += collateralShares;
        _checkCollateral(asset, loan);
        IERC20(asset).safeTransfer(msg.sender, amount);
        emit Borrowed(asset, msg.sender, amount, collateral);
    }

    /// @notice Pays a debt back, but not more than it is; the last payment frees the collateral.
    function repay(address asset, uint256 amount) external {
        if (amount == 0) revert ZeroAmount();
        Loan storage loan = loanOf[asset][msg.sender];
        uint256 shares = loan.debtShares;
        if (shares == 0) revert NoDebt(asset, msg.sender);
        Asset storage state = _accrue(asset);

        uint256 debt = Math.mulDiv(shares, state.borrowIndex, RAY, Math.Rounding.Ceil);
        if (amount < debt) {
            shares = Math.mulDiv(amount, RAY, state.borrowIndex);
            loan.debtShares -= shares;
        } else {
            amount = debt;
            supplySharesOf[loan.collateral][msg.sender] += loan.collateralShares;
            delete loanOf[asset][msg.sender];
        }
        state.debtShares -= shares;
        IERC20(asset).safeTransferFrom(msg.sender, address(this), amount);
        emit Repaid(asset, msg.sender, amount);
    }

    /// @notice What a user owes in an asset, with the interest up to now.
    function debtOf(address asset, address user) external view returns (uint256) {
        (, uint256 borrowIndex) = currentIndices(asset);
        return Math.mulDiv(loanOf[asset][user].debtShares, borrowIndex, RAY, Math.Rounding.Ceil);
    }

    /// @notice What a share of deposits and a share of debts is worth now, 27 decimals.
    function currentIndices(
        address asset
    ) public view returns (uint256 supplyIndex, uint256 borrowIndex) {
        Asset storage state = assets[asset];
        (supplyIndex, borrowIndex) = (state.supplyIndex, state.borrowIndex);
        uint256 elapsed = block.timestamp - state.accruedAt;
        if (elapsed == 0 || state.debtShares == 0) return (supplyIndex, borrowIndex);

        uint256 growth = Math.mulDiv(borrowIndex, elapsed * state.ratePerSecond, WAD);
        borrowIndex += growth;
        supplyIndex += Math.mulDiv(state.debtShares, growth, state.supplyShares);
    }

    function _accrue(address asset) private returns (Asset storage state) {
        state = assets[asset];
        if (!state.listed) revert AssetNotListed(asset);
        if (state.accruedAt == block.timestamp) return state;
        (state.supplyIndex, state.borrowIndex) = currentIndices(asset);
        state.accruedAt = uint40(block.timestamp);
    }

    function _takeShares(address asset, uint256 shares) private {
        uint256 free = supplySharesOf[asset][msg.sender];
        if (shares > free) revert InsufficientShares(shares, free);
        supplySharesOf[asset][msg.sender] = free - shares;
    }

    function _checkCollateral(address asset, Loan storage loan) private view {
        Asset storage state = assets[asset];
        Asset storage security = assets[loan.collateral];
        uint256 debt = Math.mulDiv(loan.debtShares, state.borrowIndex, RAY, Math.Rounding.Ceil);
        uint256 debtValue = Math.mulDiv(debt, state.price, WAD, Math.Rounding.Ceil);
        uint256 deposited = Math.mulDiv(loan.collateralShares, security.supplyIndex, RAY);
        uint256 value = Math.mulDiv(deposited, security.price, WAD);
        uint256 limit = Math.mulDiv(value, security.collateralFactorBps, BPS);
        if (debtValue > limit) revert InsufficientCollateral(debtValue, limit);
    }
}
