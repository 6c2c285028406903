// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title StakeToken
/// @notice What users stake. All of it belongs to the deployer at first.
contract StakeToken is ERC20 {
    constructor(uint256 supply) ERC20("Stake", "STK") {
        _mint(msg.sender, supply);
    }
}

/// @title RewardToken
/// @notice What stakers earn. All of it belongs to the deployer at first.
contract RewardToken is ERC20 {
    constructor(uint256 supply) ERC20("Reward", "RWD") {
        _mint(msg.sender, supply);
    }
}
