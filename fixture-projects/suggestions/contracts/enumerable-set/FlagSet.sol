// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title FlagSet
/// @notice A set of accounts that cannot be enumerated: a mapping, and events for those who want a list.
library FlagSet {
    struct AddressSet {
        mapping(address account => bool contained) flags;
    }

    /// @notice Adds an account; false if it is there already.
    function add(AddressSet storage self, address account) internal returns (bool) {
        if (self.flags[account]) return false;
        self.flags[account] = true;
        return true;
    }

    /// @notice Takes an account out; false if it is not there.
    function remove(AddressSet storage self, address account) internal returns (bool) {
        if (!self.flags[account]) return false;
        delete self.flags[account];
        return true;
    }
}
