// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title MemberListBase
/// @notice The list of all members of something.
abstract contract MemberListBase {
    struct Member {
        address account;
        bytes32 name;
    }

    Member[] internal _members;

    /// @notice How many members there are.
    function memberCount() external view returns (uint256) {
        return _members.length;
    }

    function _enlist(address account, bytes32 name) internal {
        Member[] storage list = _members;
        Member storage member = list.push();
        member.account = account;
        member.name = name;
    }
}
