// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title StakeToken
/// @notice What users stake, in all pools. All of it belongs to the deployer at first.
contract StakeToken is ERC20 {
    constructor(uint256 supply) ERC20("Stake", "STK") {
        _mint(msg.sender, supply);
    }
}

/// @title RewardToken
/// @notice What stakers earn. Its owner, the farm, creates it when somebody harvests.
contract RewardToken is ERC20, Ownable {
    constructor(address initialOwner) ERC20("Reward", "RWD") Ownable(initialOwner) {}

    /// @notice Creates tokens.
    function mint(address to, uint256 amount) external onlyOwner {
        _mint(to, amount);
    }
}
