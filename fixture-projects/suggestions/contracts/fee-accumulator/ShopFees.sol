// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title ShopFees
/// @notice Many shops, each with fees of its own that it takes when it wants to.
contract ShopFees {
    /// @notice Fees that wait for a shop.
    mapping(address shop => uint256 amount) public feesOf;

    /// @notice What a customer has left at a shop.
    mapping(address shop => mapping(address customer => uint256 amount)) public depositOf;

    event Deposited(address indexed shop, address indexed customer, uint256 net, uint256 fee);
    event FeesTaken(address indexed shop, uint256 amount);

    error PaymentFailed();

    /// @notice Leaves what is sent with the call at a shop, less five per cent.
    function depositAt(address shop) external payable {
        uint256 fee = msg.value / 20;
        feesOf[shop] += fee;
        depositOf[shop][msg.sender] += msg.value - fee;
        emit Deposited(shop, msg.sender, msg.value - fee, fee);
    }

    /// @notice Pays the fees of the caller's shop out.
    function takeFees() external {
        uint256 amount = feesOf[msg.sender];
        feesOf[msg.sender] = 0;
        emit FeesTaken(msg.sender, amount);
        (bool success, ) = msg.sender.call{value: amount}("");
        if (!success) revert PaymentFailed();
    }
}
