// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Diamond
/// @notice The least of EIP-2535: each function's code is in a facet.
contract Diamond {
    /// @custom:storage-location erc7201:fixture.diamond
    struct Facets {
        mapping(bytes4 selector => address facet) facetOf;
    }

    /// @dev keccak256(abi.encode(uint256(keccak256("fixture.diamond")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant FACETS =
        keccak256(abi.encode(uint256(keccak256("fixture.diamond")) - 1)) & ~bytes32(uint256(0xff));

    error NoSuchFunction(bytes4 selector);

    constructor(address facet, bytes4[] memory selectors) {
        for (uint256 i = 0; i < selectors.length; i++) _facets().facetOf[selectors[i]] = facet;
    }

    fallback() external payable {
        address facet = _facets().facetOf[msg.sig];
        if (facet == address(0)) revert NoSuchFunction(msg.sig);
        assembly {
            calldatacopy(0, 0, calldatasize())
            let success := delegatecall(gas(), facet, 0, calldatasize(), 0, 0)
            returndatacopy(0, 0, returndatasize())
            switch success
            case 0 { revert(0, returndatasize()) }
            default { return(0, returndatasize()) }
        }
    }

    function _facets() private pure returns (Facets storage facets) {
        bytes32 slot = FACETS;
        assembly {
            facets.slot := slot
        }
    }
}

/// @title VaultFacet
/// @notice A facet with a namespace of its own (ERC-7201).
contract VaultFacet {
    /// @custom:storage-location erc7201:fixture.vault
    struct Vault {
        uint256 deposits;
        mapping(address user => uint256 amount) amountOf;
    }

    /// @notice Pays in.
    function deposit() external payable {
        Vault storage vault = _vault();
        vault.deposits += msg.value;
        vault.amountOf[msg.sender] += msg.value;
    }

    function _vault() private pure returns (Vault storage vault) {
        bytes32 slot = keccak256(abi.encode(uint256(keccak256("fixture.vault")) - 1)) &
            ~bytes32(uint256(0xff));
        assembly {
            vault.slot := slot
        }
    }
}
