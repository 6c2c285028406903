// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title PledgeCounter
/// @notice Collects money for one aim until a day, and looks whether it is enough when the day has come.
contract PledgeCounter {
    uint256 public immutable goal;

    /// @notice Until when money is taken; a Unix time.
    uint256 public immutable deadline;

    /// @notice Who gets the money if it is enough.
    address public immutable recipient;

    /// @notice All that was given.
    uint256 public raised;

    /// @notice Whether the day has come and somebody has looked.
    bool public finalized;

    /// @notice Whether it was enough.
    bool public reached;

    /// @notice What one account has given, and not got back.
    mapping(address account => uint256 amount) public givenBy;

    event Given(address indexed account, uint256 amount);
    event Finalized(bool reached);

    error Over(uint256 deadline);
    error NotOver(uint256 deadline);
    error AlreadyFinalized();
    error NothingToRefund();
    error PaymentFailed();

    constructor(address recipient_, uint256 goal_, uint256 deadline_) {
        recipient = recipient_;
        goal = goal_;
        deadline = deadline_;
    }

    /// @notice Gives what is sent with the call.
    function contribute() external payable {
        if (block.timestamp >= deadline) revert Over(deadline);
        givenBy[msg.sender] += msg.value;
        raised += msg.value;
        emit Given(msg.sender, msg.value);
    }

    /// @notice Looks whether it was enough, and pays it out then.
    function finalize() external {
        if (block.timestamp < deadline) revert NotOver(deadline);
        if (finalized) revert AlreadyFinalized();
        finalized = true;
        reached = raised >= goal;
        emit Finalized(reached);
        if (reached) _pay(recipient, address(this).balance);
    }

    /// @notice Gives back what the caller has given, if it was not enough.
    function refund() external {
        uint256 amount = finalized && !reached ? givenBy[msg.sender] : 0;
        if (amount == 0) revert NothingToRefund();
        givenBy[msg.sender] = 0;
        _pay(msg.sender, amount);
    }

    function _pay(address to, uint256 amount) private {
        (bool success, ) = to.call{value: amount}("");
        if (!success) revert PaymentFailed();
    }
}
