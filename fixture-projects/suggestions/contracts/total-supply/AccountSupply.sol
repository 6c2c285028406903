// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title AccountSupply
/// @notice Savings of each user in three jars, with their sum.
contract AccountSupply {
    struct Account {
        uint256 totalSupply;
        mapping(uint8 jar => uint256 amount) balanceOf;
    }

    uint8 public constant JARS = 3;

    mapping(address user => Account account) private _accounts;

    event Filled(address indexed user, uint8 indexed jar, uint256 amount);

    error NoSuchJar(uint8 jar);

    /// @notice Puts an amount into one of the caller's jars.
    function fill(uint8 jar, uint256 amount) external {
        if (jar >= JARS) revert NoSuchJar(jar);
        Account storage account = _accounts[msg.sender];
        account.balanceOf[jar] += amount;
        account.totalSupply += amount;
        emit Filled(msg.sender, jar, amount);
    }

    /// @notice What is in all jars of a user.
    function totalOf(address user) external view returns (uint256) {
        return _accounts[user].totalSupply;
    }

    /// @notice What is in one jar of a user.
    function inJar(address user, uint8 jar) external view returns (uint256) {
        return _accounts[user].balanceOf[jar];
    }
}
