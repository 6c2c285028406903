// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";

/// @title Plots
/// @notice Land on a map: whoever comes first claims the plot that they choose.
contract Plots is ERC721 {
    /// @notice The number of a plot is its column, 16 bits, and its row, 16 bits.
    uint256 public constant LAST_PLOT = type(uint32).max;

    /// @notice What the owner of a plot calls it.
    mapping(uint256 plot => bytes32 name) public nameOf;

    event Named(uint256 indexed plot, bytes32 name);

    error NoSuchPlot(uint256 plot);
    error NotYourPlot(uint256 plot);

    constructor() ERC721("Plots", "PLOT") {}

    /// @notice Takes a plot that nobody has.
    function claim(uint256 plot) external {
        if (plot > LAST_PLOT) revert NoSuchPlot(plot);
        _mint(msg.sender, plot);
    }

    /// @notice Gives the caller's plot a name.
    function rename(uint256 plot, bytes32 name) external {
        if (ownerOf(plot) != msg.sender) revert NotYourPlot(plot);
        nameOf[plot] = name;
        emit Named(plot, name);
    }
}
