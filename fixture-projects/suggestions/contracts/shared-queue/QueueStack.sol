// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Shelf
/// @notice A linked list of what was put down; the upper one is taken first.
contract QueueStack {
    struct Parcel {
        bytes32 below;
        address from;
    }

    bytes32 private _top;
    mapping(bytes32 id => Parcel) private _parcels;

    event PutDown(address indexed from, bytes32 label);
    event TakenUp(address indexed from, address indexed by);

    error NothingThere();
    error ThereAlready(bytes32 label);

    function putDown(bytes32 label) external {
        bytes32 id = keccak256(abi.encode(msg.sender, label));
        if (_parcels[id].from != address(0)) revert ThereAlready(label);
        _parcels[id] = Parcel({below: _top, from: msg.sender});
        _top = id;
        emit PutDown(msg.sender, label);
    }

    function takeUp() external {
        bytes32 id = _top;
        if (id == 0) revert NothingThere();
        Parcel memory parcel = _parcels[id];
        _top = parcel.below;
        delete _parcels[id];
        emit TakenUp(parcel.from, msg.sender);
    }

    /// @notice Who has put down the upper one; nobody if there is none.
    function upper() external view returns (address) {
        return _parcels[_top].from;
    }
}
