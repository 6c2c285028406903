// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title LampSlot
/// @notice A lamp in a public place: everybody may set it, and the last one wins.
contract LampSlot {
    struct Light {
        uint128 colour;
        uint64 brightness;
        bool flashing;
    }

    /// @notice How the lamp shines. All of it is set at once.
    Light public light;

    event LampSet(uint128 colour, uint64 brightness, bool flashing);

    error TooBright(uint64 brightness);

    /// @notice Sets the lamp.
    function set(uint128 colour, uint64 brightness, bool flashing) external {
        if (brightness > 1_000) revert TooBright(brightness);
        light = Light(colour, brightness, flashing);
        emit LampSet(colour, brightness, flashing);
    }
}
