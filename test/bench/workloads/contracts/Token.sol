// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title Token
/// @notice The ERC-20 that most projects start from. Its supply is put into storage by hand.
contract Token is ERC20 {
    constructor() ERC20("Benchmark Token", "BENCH") {}
}
