// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {DiceEntropy} from "./DiceEntropy.sol";

/// @title Scratch cards
/// @notice A card shows a number below a hundred; it cannot be scratched twice.
contract DiceLottery is DiceEntropy {
    mapping(address player => mapping(uint256 card => uint256)) private _scratched;

    error ScratchedAlready(uint256 card);

    /// @notice Scratches one of the caller's cards.
    function scratch(uint256 card) external {
        if (_scratched[msg.sender][card] != 0) revert ScratchedAlready(card);
        _scratched[msg.sender][card] = (_draw(msg.sender) % 100) + 1;
    }

    /// @notice The number of a card that was scratched.
    function numberOf(address player, uint256 card) external view returns (uint256) {
        return _scratched[player][card] - 1;
    }
}
