// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title NamespacedSupply
/// @notice Scrip with its state in a namespace, as OpenZeppelin's upgradeable tokens have it.
contract NamespacedSupply {
    /// @custom:storage-location erc7201:scrip.storage.Scrip
    struct ScripStorage {
        mapping(address account => uint256) _balances;
        uint256 _totalSupply;
    }

    // keccak256(abi.encode(uint256(keccak256("scrip.storage.Scrip")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant SCRIP_STORAGE = 0xd882f91a7c91483234b0dcc08ba45e3825c22c0658de9b28c3b27dbdbc826700;

    error NotEnough();

    function _getScripStorage() private pure returns (ScripStorage storage $) {
        assembly {
            $.slot := SCRIP_STORAGE
        }
    }

    /// @notice Issues scrip to the caller.
    function issue(uint256 value) external {
        _update(address(0), msg.sender, value);
    }

    /// @notice Redeems scrip of the caller.
    function redeem(uint256 value) external {
        _update(msg.sender, address(0), value);
    }

    /// @notice Passes scrip of the caller on.
    function transfer(address to, uint256 value) external {
        _update(msg.sender, to, value);
    }

    /// @notice All scrip that there is.
    function totalSupply() external view returns (uint256) {
        ScripStorage storage $ = _getScripStorage();
        return $._totalSupply;
    }

    /// @notice The scrip of an account.
    function balanceOf(address account) external view returns (uint256) {
        return _getScripStorage()._balances[account];
    }

    function _update(address from, address to, uint256 value) internal {
        ScripStorage storage $ = _getScripStorage();
        if (from == address(0)) {
            $._totalSupply += value;
        } else {
            uint256 fromBalance = $._balances[from];
            if (fromBalance < value) revert NotEnough();
            unchecked {
                $._balances[from] = fromBalance - value;
            }
        }
        if (to == address(0)) {
            unchecked {
                $._totalSupply -= value;
            }
        } else {
            unchecked {
                $._balances[to] += value;
            }
        }
    }
}
