// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title IdSource
/// @notice Hands out ids, each once.
abstract contract IdSource {
    uint256 private _lastId;

    /// @notice How many ids were handed out.
    function idCount() public view returns (uint256) {
        return _lastId;
    }

    /// @dev The next id. The first one is 1, so that 0 can mean "none".
    function _newId() internal returns (uint256) {
        _lastId += 1;
        return _lastId;
    }
}
