// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title KudosHistory
/// @notice Colleagues thank each other with points. All thanks are kept in a list for the site.
contract KudosHistory {
    struct Kudos {
        address from;
        address to;
        uint256 points;
    }

    /// @notice All thanks so far.
    Kudos[] public history;

    /// @notice Points of a colleague.
    mapping(address colleague => uint256 points) public pointsOf;

    event Thanked(address indexed from, address indexed to, uint256 points);

    error ThankOthers();

    /// @notice Thanks somebody.
    function thank(address to, uint256 points) external {
        if (to == msg.sender) revert ThankOthers();
        pointsOf[to] += points;
        history.push(Kudos(msg.sender, to, points));
        emit Thanked(msg.sender, to, points);
    }

    /// @notice How long the list is.
    function historyLength() external view returns (uint256) {
        return history.length;
    }
}
