// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Doctors by hash
/// @notice Who treats a patient follows from the patient's address, without a pointer.
contract RotaHashed {
    address[] private _doctors;
    mapping(address patient => address) public doctorOf;

    event Admitted(address indexed patient, address indexed doctor);

    constructor(address[] memory doctors) {
        _doctors = doctors;
    }

    function admit() external {
        uint256 next = uint256(keccak256(abi.encode(msg.sender))) % _doctors.length;
        doctorOf[msg.sender] = _doctors[next];
        emit Admitted(msg.sender, _doctors[next]);
    }
}
