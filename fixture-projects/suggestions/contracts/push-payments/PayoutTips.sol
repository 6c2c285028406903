// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Tips for many
/// @notice A visitor of the market tips all stands that were good, in equal parts.
contract PayoutTips {
    event Tipped(address indexed visitor, uint256 stands, uint256 amount);

    error NobodyToTip();

    /// @notice Divides what is paid among the stands.
    function tipAll(address payable[] calldata stands) external payable {
        uint256 count = stands.length;
        if (count == 0) revert NobodyToTip();
        uint256 each = msg.value / count;
        uint256 i;
        while (i < count) {
            stands[i].transfer(each);
            unchecked {
                ++i;
            }
        }
        emit Tipped(msg.sender, count, msg.value);
    }
}
