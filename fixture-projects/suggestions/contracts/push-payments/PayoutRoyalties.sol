// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Royalties of a song
/// @notice Every listener's payment is divided among all who made the song, at once.
contract PayoutRoyalties {
    uint256 public immutable price;
    address[] private _artists;

    event Played(address indexed listener, uint256 amount);

    error WrongPayment(uint256 expected, uint256 paid);
    error PaymentFailed(address artist);

    constructor(uint256 price_, address[] memory artists_) {
        price = price_;
        _artists = artists_;
    }

    /// @notice Pays for one play.
    function play() external payable {
        if (msg.value != price) revert WrongPayment(price, msg.value);
        uint256 share = msg.value / _artists.length;
        for (uint256 i = 0; i < _artists.length; i++) {
            (bool success, ) = _artists[i].call{value: share}("");
            if (!success) revert PaymentFailed(_artists[i]);
        }
        emit Played(msg.sender, msg.value);
    }

    function artists() external view returns (address[] memory) {
        return _artists;
    }
}
