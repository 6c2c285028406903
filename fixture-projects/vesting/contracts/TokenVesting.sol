// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// @title TokenVesting
/// @notice Hands tokens out little by little; each beneficiary has a schedule.
contract TokenVesting is Ownable {
    using SafeERC20 for IERC20;

    struct Schedule {
        uint64 start;
        uint64 cliff;
        uint64 end;
        bool revoked;
        uint256 total;
        uint256 released;
    }

    IERC20 public immutable token;

    /// @notice Tokens that are promised and not paid yet. The contract holds them.
    uint256 public totalCommitted;

    /// @notice What one beneficiary gets.
    mapping(address beneficiary => Schedule) public schedules;

    event ScheduleCreated(address indexed beneficiary, uint256 total);
    event ScheduleRevoked(address indexed beneficiary, uint256 returned);
    event TokensReleased(address indexed beneficiary, uint256 amount);

    error ScheduleExists(address beneficiary);
    error NoSchedule(address beneficiary);
    error InvalidSchedule();
    error AlreadyRevoked(address beneficiary);
    error NothingToRelease(address beneficiary);

    constructor(address initialOwner, IERC20 token_) Ownable(initialOwner) {
        token = token_;
    }

    /// @notice Promises tokens, which the owner pays in.
    /// @param start When vesting begins, a Unix time.
    /// @param cliff Before this time nothing is paid.
    /// @param end When all has vested.
    function createSchedule(
        address beneficiary,
        uint256 total,
        uint64 start,
        uint64 cliff,
        uint64 end
    ) external onlyOwner {
        if (schedules[beneficiary].total != 0) revert ScheduleExists(beneficiary);
        if (total == 0 || cliff < start || end < cliff || end == start) revert InvalidSchedule();

        schedules[beneficiary] = Schedule(start, cliff, end, false, total, 0);
        totalCommitted += total;
        token.safeTransferFrom(msg.sender, address(this), total);
        emit ScheduleCreated(beneficiary, total);
    }

    /// @notice Ends a schedule. What has vested stays the beneficiary's, the rest is paid back to the owner.
    function revoke(address beneficiary) external onlyOwner {
        Schedule storage schedule = schedules[beneficiary];
        if (schedule.total == 0) revert NoSchedule(beneficiary);
        if (schedule.revoked) revert AlreadyRevoked(beneficiary);

        uint256 vested = vestedOf(beneficiary);
        uint256 returned = schedule.total - vested;
        schedule.revoked = true;
        schedule.total = vested;
        totalCommitted -= returned;
        token.safeTransfer(owner(), returned);
        emit ScheduleRevoked(beneficiary, returned);
    }

    /// @notice Pays the caller what has vested.
    function release() external {
        _release(msg.sender);
    }

    /// @notice Pays a beneficiary what has vested; everybody may pay for the gas.
    function releaseFor(address beneficiary) external {
        _release(beneficiary);
    }

    /// @notice What a beneficiary could be paid now.
    function releasable(address beneficiary) public view returns (uint256) {
        return vestedOf(beneficiary) - schedules[beneficiary].released;
    }

    /// @notice What has vested so far, paid or not.
    function vestedOf(address beneficiary) public view returns (uint256) {
        Schedule storage schedule = schedules[beneficiary];
        if (schedule.revoked || block.timestamp >= schedule.end) return schedule.total;
        if (block.timestamp < schedule.cliff) return 0;
        uint256 elapsed = block.timestamp - schedule.start;
        return (schedule.total * elapsed) / (schedule.end - schedule.start);
    }

    function _release(address beneficiary) private {
        uint256 amount = releasable(beneficiary);
        if (amount == 0) revert NothingToRelease(beneficiary);

        schedules[beneficiary].released += amount;
        unchecked {
            // The sum is at least what is left of one schedule.
            totalCommitted -= amount;
        }
        token.safeTransfer(beneficiary, amount);
        emit TokensReleased(beneficiary, amount);
    }
}
