// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title TipJar
/// @notice Guests put ETH in, the collector pays it out.
contract TipJar {
    address public immutable collector;

    /// @notice Tips of all guests, as a number.
    uint256 public tipCount;

    /// @notice Wei that a guest has put in.
    mapping(address guest => uint256 amount) public tipsOf;

    /// @notice What a guest has written down.
    mapping(address guest => string text) public thanksOf;

    error NotCollector(address account);
    error NoTip();
    error PaymentFailed();

    constructor(address collector_) {
        collector = collector_;
    }

    /// @notice Puts ETH in.
    function tip() external payable {
        if (msg.value == 0) revert NoTip();
        tipCount += 1;
        tipsOf[msg.sender] += msg.value;
    }

    /// @notice Writes a few words.
    function thank(string calldata text) external {
        thanksOf[msg.sender] = text;
    }

    /// @notice Pays ETH out.
    function payOut(address to, uint256 amount) external {
        if (msg.sender != collector) revert NotCollector(msg.sender);
        (bool paid, ) = to.call{value: amount}("");
        if (!paid) revert PaymentFailed();
    }
}
