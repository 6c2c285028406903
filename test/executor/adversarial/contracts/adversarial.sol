// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// Balances, allowances and a total, as in ERC-20.
contract Token {
  uint256 public totalSupply;
  mapping(address => uint256) public balanceOf;
  mapping(address => mapping(address => uint256)) public allowance;
  event Transfer(address indexed from, address indexed to, uint256 value);
  event Approval(address indexed owner, address indexed spender, uint256 value);

  function mint(address to, uint256 value) external {
    totalSupply += value;
    balanceOf[to] += value;
    emit Transfer(address(0), to, value);
  }

  function transfer(address to, uint256 value) external returns (bool) {
    move(msg.sender, to, value);
    return true;
  }

  function approve(address spender, uint256 value) external returns (bool) {
    allowance[msg.sender][spender] = value;
    emit Approval(msg.sender, spender, value);
    return true;
  }

  function transferFrom(address from, address to, uint256 value) external returns (bool) {
    require(allowance[from][msg.sender] >= value, "allowance");
    allowance[from][msg.sender] -= value;
    move(from, to, value);
    return true;
  }

  function sweep(address to) external {
    move(msg.sender, to, balanceOf[msg.sender]);
  }

  function move(address from, address to, uint256 value) private {
    require(balanceOf[from] >= value, "balance");
    balanceOf[from] -= value;
    balanceOf[to] += value;
    emit Transfer(from, to, value);
  }
}

interface Guest {
  function welcome(uint256 left) external payable;
}

/// Ether that is paid out to whoever put it in, with a lock; and a way around the lock.
contract Bank {
  uint256 private lock = 1;
  uint256 public visits;
  mapping(address => uint256) public deposits;
  event Paid(address indexed to, uint256 amount, bool success);

  modifier locked() {
    require(lock == 1, "locked");
    lock = 2;
    _;
    lock = 1;
  }

  function deposit() external payable {
    deposits[msg.sender] += msg.value;
  }

  function withdraw(uint256 amount) external locked {
    require(deposits[msg.sender] >= amount, "deposit");
    deposits[msg.sender] -= amount;
    (bool success, ) = msg.sender.call{value: amount}("");
    emit Paid(msg.sender, amount, success);
    require(success, "payment");
  }

  /// The mistake that reentrancy makes use of: the payment comes before the bookkeeping.
  function withdrawCarelessly(uint256 amount) external {
    require(deposits[msg.sender] >= amount, "deposit");
    (bool success, ) = msg.sender.call{value: amount}("");
    unchecked {
      deposits[msg.sender] -= amount;
    }
    emit Paid(msg.sender, amount, success);
  }

  function split(address payable[] calldata to) external payable locked {
    for (uint256 i = 0; i < to.length; i++) {
      (bool success, ) = to[i].call{value: msg.value / to.length}("");
      emit Paid(to[i], msg.value / to.length, success);
    }
    visits += 1;
  }
}

/// Comes back while it is being paid.
contract Thief {
  uint256 public caught;
  uint256 private left;

  function rob(Bank bank, uint256 times, bool careful) external payable {
    bank.deposit{value: msg.value}();
    left = times;
    if (careful) bank.withdraw(msg.value);
    else bank.withdrawCarelessly(msg.value);
  }

  receive() external payable {
    if (left == 0) return;
    left -= 1;
    try Bank(msg.sender).withdraw(msg.value) {} catch {
      caught += 1;
      try Bank(msg.sender).withdrawCarelessly(msg.value) {} catch {
        caught += 1;
      }
    }
  }
}

contract Logic {
  uint256 public value;
  mapping(address => uint256) public perCaller;
  uint256[] public history;
  bytes public text;
  event Called(address indexed by, uint256 value);

  function bump(uint256 by) external payable {
    value += by;
    perCaller[msg.sender] += by;
    emit Called(msg.sender, value);
  }

  function push(uint256 item) external {
    history.push(item + value);
  }

  function pop() external {
    history.pop();
  }

  function write(bytes calldata what) external {
    text = what;
  }

  function clear() external {
    delete history;
    delete text;
    value = 0;
  }

  function bounce(Logic next, uint256 times) external {
    value += times;
    if (times > 0) next.bounce(this, times - 1);
  }
}

/// Runs its implementation's code on its own storage; the implementation can be exchanged.
contract Proxy {
  // Above all that Logic uses by number; a real proxy takes a hash.
  uint256[100] private gap;
  address public implementation;

  constructor(address first) {
    implementation = first;
  }

  function upgrade(address to) external {
    implementation = to;
  }

  fallback() external payable {
    address to = implementation;
    assembly {
      calldatacopy(0, 0, calldatasize())
      let ok := delegatecall(gas(), to, 0, calldatasize(), 0, 0)
      returndatacopy(0, 0, returndatasize())
      switch ok
      case 0 { revert(0, returndatasize()) }
      default { return(0, returndatasize()) }
    }
  }
}

/// Each bid refunds the one before: a chain of reads and payments.
contract Auction {
  address payable public leader;
  uint256 public highest;
  uint256 public bids;
  event Bid(address indexed by, uint256 amount, bool refunded);

  function bid() external payable {
    require(msg.value > highest, "too low");
    address payable before = leader;
    uint256 refund = highest;
    leader = payable(msg.sender);
    highest = msg.value;
    bids += 1;
    bool refunded = true;
    if (before != address(0)) (refunded, ) = before.call{value: refund}("");
    emit Bid(msg.sender, msg.value, refunded);
  }
}
