// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title LeafIds
/// @notice Deposits in a tree of hashes that grows leaf by leaf, as the beacon chain's.
contract LeafIds {
    uint256 public constant DEPTH = 8;

    /// @notice How many leaves there are, which is where the next one goes.
    uint256 public leaves;

    bytes32[DEPTH] private _branch;

    event Added(bytes32 leaf, uint256 index);

    error Full();

    /// @notice Adds a leaf.
    function add(bytes32 leaf) external {
        if (leaves == 2 ** DEPTH - 1) revert Full();
        emit Added(leaf, leaves);
        leaves += 1;
        uint256 size = leaves;
        bytes32 node = leaf;
        for (uint256 height = 0; height < DEPTH; height++) {
            if ((size & 1) == 1) {
                _branch[height] = node;
                return;
            }
            node = keccak256(abi.encodePacked(_branch[height], node));
            size /= 2;
        }
    }

    /// @notice The root of all of them.
    function root() external view returns (bytes32 node) {
        uint256 size = leaves;
        for (uint256 height = 0; height < DEPTH; height++) {
            node = (size & 1) == 1
                ? keccak256(abi.encodePacked(_branch[height], node))
                : keccak256(abi.encodePacked(node, bytes32(0)));
            size /= 2;
        }
    }
}
