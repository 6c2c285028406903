// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title PoolSupply
/// @notice Saving clubs, each with a name of its own and a sum of what its members have put in.
contract PoolSupply {
    /// @notice What all members of a club have put in.
    mapping(bytes32 club => uint256 amount) public totalSupply;

    /// @notice What one member has put into a club.
    mapping(bytes32 club => mapping(address member => uint256 amount)) public balanceOf;

    event Saved(bytes32 indexed club, address indexed member, uint256 amount);
    event Taken(bytes32 indexed club, address indexed member, uint256 amount);

    error PaymentFailed();

    /// @notice Puts what is sent with the call into a club.
    function save(bytes32 club) external payable {
        balanceOf[club][msg.sender] += msg.value;
        totalSupply[club] += msg.value;
        emit Saved(club, msg.sender, msg.value);
    }

    /// @notice Takes out of what the caller has put into a club.
    function take(bytes32 club, uint256 amount) external {
        balanceOf[club][msg.sender] -= amount;
        totalSupply[club] -= amount;
        emit Taken(club, msg.sender, amount);
        (bool success, ) = msg.sender.call{value: amount}("");
        if (!success) revert PaymentFailed();
    }
}
