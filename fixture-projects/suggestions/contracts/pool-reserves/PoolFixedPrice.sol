// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Exchange office
/// @notice Gives and takes gems at a price that nothing changes; its balance only takes in and gives out.
contract PoolFixedPrice {
    uint256 public constant GEMS_PER_ETH = 100;

    mapping(address account => uint256) public gemsOf;

    event Swapped(address indexed account, uint256 eth, uint256 gems);

    error PaymentFailed();

    constructor() payable {}

    function buy() external payable {
        uint256 gems = (msg.value * GEMS_PER_ETH) / 1 ether;
        gemsOf[msg.sender] += gems;
        emit Swapped(msg.sender, msg.value, gems);
    }

    function sell(uint256 gems) external {
        gemsOf[msg.sender] -= gems;
        uint256 amount = (gems * 1 ether) / GEMS_PER_ETH;
        (bool success, ) = msg.sender.call{value: amount}("");
        if (!success) revert PaymentFailed();
        emit Swapped(msg.sender, amount, gems);
    }
}
