// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";

/// @title Note of one author
contract FactoryNote is Initializable {
    address public author;
    string public text;

    error NotTheAuthor(address account);

    constructor() {
        _disableInitializers();
    }

    function initialize(address author_) external initializer {
        author = author_;
    }

    function write(string calldata text_) external {
        if (msg.sender != author) revert NotTheAuthor(msg.sender);
        text = text_;
    }
}
