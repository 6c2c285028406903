// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Board
/// @notice Points of three teams, and a field of two rows and four columns on which stones are laid.
contract Board {
    struct Cell {
        address owner;
        uint256 stones;
    }

    /// @notice Points of each team.
    uint256[3] public points;

    /// @dev Four columns of two rows each.
    Cell[2][4] private cells;

    /// @notice Adds points to a team.
    function score(uint256 team, uint256 amount) external {
        points[team] += amount;
    }

    /// @notice Lays a stone; the cell is then the caller's.
    function lay(uint256 column, uint256 row) external {
        Cell storage cell = cells[column][row];
        if (cell.owner != msg.sender) cell.owner = msg.sender;
        cell.stones += 1;
    }

    /// @notice Who laid the last stone on a cell, and how many lie there.
    function cellAt(uint256 column, uint256 row) external view returns (address, uint256) {
        return (cells[column][row].owner, cells[column][row].stones);
    }
}
