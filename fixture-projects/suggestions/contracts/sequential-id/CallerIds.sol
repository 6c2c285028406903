// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title CallerIds
/// @notice Names for accounts: whoever comes first with a name has it.
contract CallerIds {
    /// @notice Who has a name.
    mapping(bytes32 name => address holder) public holderOf;

    event Registered(bytes32 indexed name, address indexed holder);
    event Released(bytes32 indexed name);

    error Taken(bytes32 name);
    error NotHolder(bytes32 name);

    /// @notice Takes a name that nobody has.
    function register(bytes32 name) external {
        if (holderOf[name] != address(0)) revert Taken(name);
        holderOf[name] = msg.sender;
        emit Registered(name, msg.sender);
    }

    /// @notice Gives one of the caller's names up.
    function release(bytes32 name) external {
        if (holderOf[name] != msg.sender) revert NotHolder(name);
        delete holderOf[name];
        emit Released(name);
    }
}
