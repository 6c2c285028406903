// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Ratings of shops
/// @notice A customer rates all shops of a day at once.
contract BatchRatings {
    struct Rating {
        uint256 stars;
        uint256 count;
    }

    struct Opinion {
        address shop;
        uint256 stars;
    }

    mapping(address shop => Rating) private _ratings;

    event Rated(address indexed customer, uint256 shops);

    error TooManyStars(uint256 stars);

    function rateMany(Opinion[] calldata opinions) external {
        uint256 i = opinions.length;
        while (i != 0) {
            _rate(opinions[--i]);
        }
        emit Rated(msg.sender, opinions.length);
    }

    function ratingOf(address shop) external view returns (uint256 stars, uint256 count) {
        Rating storage rating = _ratings[shop];
        return (rating.stars, rating.count);
    }

    function _rate(Opinion calldata opinion) private {
        if (opinion.stars > 5) revert TooManyStars(opinion.stars);
        Rating storage rating = _ratings[opinion.shop];
        rating.stars = rating.stars + opinion.stars;
        rating.count = rating.count + 1;
    }
}
