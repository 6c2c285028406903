// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Tally, TallyLib} from "./TallyLib.sol";

/// @title Countable
/// @notice Counts visits.
abstract contract Countable {
    uint256 public visits;

    function _countVisit() internal {
        visits += 1;
    }
}

/// @title Stamped
/// @notice Gives the visitors stamps.
abstract contract Stamped {
    uint256 public stampsGiven;
    mapping(address visitor => uint256 stamps) public stampsOf;

    function _stamp() internal {
        stampsGiven += 1;
        stampsOf[msg.sender] += 1;
    }
}

/// @title Festival
/// @notice Has variables of two bases, and tallies that a library keeps.
contract Festival is Countable, Stamped {
    using TallyLib for Tally;

    /// @notice Drinks of everybody.
    Tally public drinks;

    /// @notice Drinks of one visitor.
    mapping(address visitor => Tally tally) public drinksOf;

    /// @notice Comes in.
    function enter() external {
        _countVisit();
    }

    /// @notice Gets a stamp.
    function stamp() external {
        _stamp();
    }

    /// @notice Drinks from the common barrel.
    function drink(uint256 amount) external {
        drinks.add(amount);
    }

    /// @notice Drinks from a bottle of one's own.
    function drinkOwn(uint256 amount) external {
        drinksOf[msg.sender].add(amount);
    }
}
