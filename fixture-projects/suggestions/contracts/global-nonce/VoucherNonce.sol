// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {NonceSource} from "./NonceSource.sol";

/// @title VoucherNonce
/// @notice Vouchers that shops write for what they promise, and tear up again.
contract VoucherNonce is NonceSource {
    struct Voucher {
        address shop;
        bytes32 promised;
    }

    /// @notice The voucher with a digest.
    mapping(bytes32 digest => Voucher voucher) public vouchers;

    event Written(bytes32 indexed digest, address indexed shop);
    event TornUp(bytes32 indexed digest);

    error NotYours(bytes32 digest);

    /// @notice Writes a voucher.
    function write(bytes32 promised) external returns (bytes32 digest) {
        digest = _uniqueDigest(promised);
        vouchers[digest] = Voucher(msg.sender, promised);
        emit Written(digest, msg.sender);
    }

    /// @notice Tears one of the caller's vouchers up.
    function tearUp(bytes32 digest) external {
        if (vouchers[digest].shop != msg.sender) revert NotYours(digest);
        delete vouchers[digest];
        emit TornUp(digest);
    }
}
