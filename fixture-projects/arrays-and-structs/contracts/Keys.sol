// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Keys
/// @notice Counters in nested mappings with keys of every kind.
contract Keys {
    enum Season {
        Spring,
        Summer,
        Autumn,
        Winter
    }

    mapping(address who => mapping(uint256 id => uint256)) public byAddressAndId;
    mapping(bytes32 tag => mapping(bool flag => uint256)) public byTagAndFlag;
    mapping(Season season => mapping(uint8 day => uint256)) public bySeasonAndDay;
    mapping(string name => mapping(address who => uint256)) public byNameAndAddress;
    mapping(bytes data => uint256) public byData;
    mapping(int256 level => uint256) public byLevel;

    /// @notice Counts for an account and a number.
    function countFor(address who, uint256 id) external {
        byAddressAndId[who][id] += 1;
    }

    /// @notice Counts for a tag.
    function countTag(bytes32 tag, bool flag) external {
        byTagAndFlag[tag][flag] += 1;
    }

    /// @notice Counts for a day.
    function countDay(Season season, uint8 day) external {
        bySeasonAndDay[season][day] += 1;
    }

    /// @notice Counts for the caller under a name.
    function countMine(string calldata name) external {
        byNameAndAddress[name][msg.sender] += 1;
    }

    /// @notice Counts for some bytes.
    function countData(bytes calldata data) external {
        byData[data] += 1;
    }

    /// @notice Counts for a level.
    function countLevel(int256 level) external {
        byLevel[level] += 1;
    }
}
