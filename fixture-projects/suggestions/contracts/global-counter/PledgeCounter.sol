// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title PledgeCounter
/// @notice Collects money for one aim until a day, and looks whether it is enough when the day has come: else another
/// aim gets it.
contract PledgeCounter {
    uint256 public immutable goal;

    /// @notice Until when money is taken; a Unix time.
    uint256 public immutable deadline;

    /// @notice Who gets the money if it is enough.
    address public immutable recipient;

    /// @notice Who gets it else.
    address public immutable otherwise;

    /// @notice All that was given.
    uint256 public raised;

    /// @notice Whether the day has come and somebody has looked.
    bool public finalized;

    /// @notice Whether it was enough.
    bool public reached;

    /// @notice When an account has given something last; a Unix time.
    mapping(address account => uint256 time) public gaveAt;

    event Given(address indexed account, uint256 amount);
    event Finalized(bool reached);

    error Over(uint256 deadline);
    error NotOver(uint256 deadline);
    error AlreadyFinalized();
    error PaymentFailed();

    constructor(address recipient_, address otherwise_, uint256 goal_, uint256 deadline_) {
        recipient = recipient_;
        otherwise = otherwise_;
        goal = goal_;
        deadline = deadline_;
    }

    /// @notice Gives what is sent with the call.
    function contribute() external payable {
        if (block.timestamp >= deadline) revert Over(deadline);
        gaveAt[msg.sender] = block.timestamp;
        raised += msg.value;
        emit Given(msg.sender, msg.value);
    }

    /// @notice Looks whether it was enough, and pays it out.
    function finalize() external {
        if (block.timestamp < deadline) revert NotOver(deadline);
        if (finalized) revert AlreadyFinalized();
        finalized = true;
        reached = raised >= goal;
        emit Finalized(reached);
        (bool success, ) = (reached ? recipient : otherwise).call{value: address(this).balance}("");
        if (!success) revert PaymentFailed();
    }
}
