import { compile } from "../../executor/support/solidity.ts";

const SOURCE = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

contract Counter {
  uint256 count;                      // slot 0
  mapping(address => uint256) counts; // 1
  address last;                       // 2
  mapping(string => uint256) byName;  // 3

  function bump() external { count += 1; }
  function bumpOwn() external { counts[msg.sender] += 1; }
  function touch() external { last = msg.sender; }
  /** Hardhat's second account only. */
  function thankFirst(address who) external {
    require(who == 0x70997970C51812dc3A010C7d01b50e0d17dc79C8);
    counts[who] += 1;
  }
  function bumpName(string calldata name) external { byName[name] += 1; }
}

contract Token {
  mapping(address => uint256) balances;                       // slot 0
  mapping(address => mapping(address => uint256)) allowances; // 1
  uint256 totalSupply;                                        // 2

  function mint(address to, uint256 n) external { totalSupply += n; balances[to] += n; }
  function approve(address spender, uint256 n) external { allowances[msg.sender][spender] = n; }
  function transfer(address to, uint256 n) external {
    balances[msg.sender] -= n;
    balances[to] += n;
  }
  function transferFrom(address from, address to, uint256 n) external {
    allowances[from][msg.sender] -= n;
    balances[from] -= n;
    balances[to] += n;
  }
  function move(address from, address to, uint256 n) external {
    balances[from] -= n;
    balances[to] += n;
  }
}

contract Tickets {
  mapping(uint256 => address) ownerOf; // slot 0
  mapping(address => uint256) count;   // 1
  uint256 sold;                        // 2

  function take(uint256 id) external {
    require(ownerOf[id] == address(0));
    ownerOf[id] = msg.sender;
    count[msg.sender] += 1;
  }
  function give(uint256 id, address to) external {
    require(ownerOf[id] == msg.sender);
    ownerOf[id] = to;
    count[msg.sender] -= 1;
    count[to] += 1;
  }
  /** There are three. */
  function buy() external { require(sold < 3); sold += 1; count[msg.sender] += 1; }
}

contract Ids {
  mapping(uint8 => uint256) small;   // slot 0
  mapping(uint256 => uint256) wide;  // 1
  mapping(bytes32 => uint256) long;  // 2
  mapping(uint64 => uint256) middle; // 3
  mapping(uint256 => uint256) twice; // 4

  function addSmall(uint8 id, uint256 n) external { small[id] += n; }
  function addWide(uint256 id, uint256 n) external { wide[id] += n; }
  function addLong(bytes32 id, uint256 n) external { long[id] += n; }
  function addMiddle(uint64 id, uint256 n) external { middle[id] += n; }
  function fill(uint256 id, uint256 n) external { twice[id] += n; }
  function shift(uint256 from, uint256 to, uint256 n) external { twice[from] -= n; twice[to] += n; }
  function exceptSeven(uint256 id) external { require(id == 7); wide[id] += 1; }
}

contract Orders {
  struct Order { address maker; uint256 amount; uint256 fills; }
  struct Poll { uint256 votes; mapping(address => bool) voted; address[] options; }
  Order[] orders;                       // slot 0
  mapping(bytes32 => Order[]) byMarket; // 1
  Poll[] polls;                         // 2
  mapping(uint256 => uint256) seen;     // 3
  address[] people;                     // 4
  mapping(address => Order[]) own;      // 5
  address[3] seats;                     // 6 to 8

  function place(uint256 amount) external { orders.push(Order(msg.sender, amount, 0)); }
  function cancel(uint256 i) external { require(orders[i].maker == msg.sender); delete orders[i]; }
  function cancelSmall(uint8 i) external { require(orders[i].maker == msg.sender); delete orders[i]; }
  function cancelById(uint256 id) external {
    require(orders[id - 1].maker == msg.sender && seen[id] == 0);
    seen[id] = 1;
    orders[id - 1].amount = 0;
  }
  function remove(uint256 i) external {
    require(orders[i].maker == msg.sender);
    orders[i] = orders[orders.length - 1];
    orders.pop();
  }
  function fill(uint256 i, uint256 n) external { orders[i].amount -= n; orders[i].fills += 1; }
  function placeAt(bytes32 market, uint256 n) external { byMarket[market].push(Order(msg.sender, n, 0)); }
  function cancelAt(bytes32 market, uint256 i) external {
    require(byMarket[market][i].maker == msg.sender);
    delete byMarket[market][i];
  }
  function open(address a, address b) external { Poll storage poll = polls.push(); poll.options = [a, b]; }
  function vote(uint256 i) external {
    require(!polls[i].voted[msg.sender]);
    polls[i].voted[msg.sender] = true;
    polls[i].votes += 1;
  }
  function replace(uint256 i, uint256 option, address with) external {
    require(polls[i].options[option] == msg.sender);
    polls[i].options[option] = with;
  }
  function enlist() external { people.push(msg.sender); }
  function hand(uint256 i, address to) external { require(people[i] == msg.sender); people[i] = to; }
  /** Its gas grows with the array. */
  function total(uint256 i) external {
    uint256 sum;
    for (uint256 k = 0; k < orders.length; k++) sum += orders[k].amount;
    orders[i].fills = sum;
  }
  function placeOwn(uint256 n) external { own[msg.sender].push(Order(msg.sender, n, 0)); }
  function cancelOwn(uint256 i) external { delete own[msg.sender][i]; }
  function sit(uint256 i) external { seats[i] = msg.sender; }
  function leave(uint256 i) external { require(seats[i] == msg.sender); seats[i] = address(0); }
}

contract Names {
  mapping(string => address) owners;   // slot 0
  mapping(bytes32 => address) byHash;  // 1
  mapping(bytes => uint256) hits;      // 2
  mapping(address => string) primary;  // 3

  function register(string calldata name) external {
    require(owners[name] == address(0));
    owners[name] = msg.sender;
    byHash[keccak256(bytes(name))] = msg.sender;
    primary[msg.sender] = name;
  }
  function release(string calldata name) external { require(owners[name] == msg.sender); delete owners[name]; }
  function releaseHashed(uint256 n, string calldata name) external {
    require(n == 5 && byHash[keccak256(bytes(name))] == msg.sender);
    delete byHash[keccak256(bytes(name))];
  }
  function releasePrimary(string calldata name) external {
    require(keccak256(bytes(primary[msg.sender])) == keccak256(bytes(name)));
    delete owners[name];
  }
  function hit(bytes calldata key) external { hits[key] += 1; }
}

contract Small {
  mapping(uint8 => address) seats;     // slot 0
  mapping(uint16 => uint256) lots;     // 1
  mapping(uint8 => mapping(uint8 => uint256)) cells; // 2
  enum Side { Left, Right }
  mapping(Side => uint256) sides;      // 3
  mapping(uint256 => uint256) tags;    // 4

  function sit(uint8 seat) external { require(seats[seat] == address(0)); seats[seat] = msg.sender; }
  function leave(uint8 seat) external { require(seats[seat] == msg.sender); delete seats[seat]; }
  function bid(uint16 lot, uint256 n) external { lots[lot] += n; }
  function lay(uint8 row, uint8 column) external { cells[row][column] += 1; }
  function lean(Side side) external { sides[side] += 1; }
  function count(uint8 n) external { lots[3] += n; }
  function tag(uint8 n, uint256 id) external { tags[id] += n; }
  function tagSmall(uint8 id) external { tags[id] += 1; }
}

contract Farm {
  struct Pool { Token token; uint256 total; }
  mapping(uint256 => Pool) pools;                          // slot 0
  mapping(uint256 => mapping(address => uint256)) staked;  // 1

  function open(uint256 id, Token token) external { pools[id].token = token; }
  function deposit(uint256 id, uint256 n) external {
    Pool storage pool = pools[id];
    pool.token.move(msg.sender, address(this), n);
    pool.total += n;
    staked[id][msg.sender] += n;
  }
  function withdraw(uint256 id, uint256 n) external {
    Pool storage pool = pools[id];
    staked[id][msg.sender] -= n;
    pool.total -= n;
    pool.token.move(address(this), msg.sender, n);
  }
}

contract Bank {
  mapping(address => uint256) deposits; // slot 0
  uint256 total;                        // 1
  mapping(address => uint256) shares;   // 2
  uint256 totalShares;                  // 3

  function deposit() external payable { deposits[msg.sender] += msg.value; total += msg.value; }
  function withdraw(uint256 n) external {
    deposits[msg.sender] -= n;
    payable(msg.sender).transfer(n);
  }
  function join(uint256 n) external { shares[msg.sender] += n; totalShares += n; }
  function leave(uint256 n) external { shares[msg.sender] -= n; totalShares -= n; }
}

/** Gives as much of its stock as the price says that goes by the stock. */
contract Exchange {
  uint256 stock = 1000;                 // slot 0
  mapping(address => uint256) coins;    // 1
  uint256 trades = 1000;                // 2

  function earn(uint256 n) external { coins[msg.sender] += n; }
  function buy(uint256 n, uint256 least) external {
    uint256 given = (stock * n) / (1000 + n);
    require(given >= least);
    coins[msg.sender] -= n;
    stock -= given;
  }
  function count(uint256 n) external { coins[msg.sender] -= n; trades -= 999; }
}

contract Admin {
  address owner = msg.sender;                              // slot 0
  uint256 fee;                                             // 1
  mapping(address => bool) operators;                      // 2
  mapping(address => bool) allowed;                        // 3
  mapping(address => bool) claimed;                        // 4
  uint256 round = 1;                                       // 5
  mapping(uint256 => mapping(address => bool)) registered; // 6
  mapping(address => bool) voted;                          // 7
  uint256 votes;                                           // 8
  address immutable keeper = msg.sender;

  constructor(address user) {
    operators[user] = true;
    allowed[user] = true;
    registered[1][user] = true;
  }
  function setFee(uint256 n) external { require(msg.sender == owner); fee = n; }
  function keep(uint256 n) external { require(msg.sender == keeper); fee = n; }
  function operate(uint256 n) external { require(operators[msg.sender]); fee = n; }
  function claim() external { require(allowed[msg.sender]); claimed[msg.sender] = true; }
  function order() external payable { require(allowed[msg.sender]); votes += 1; }
  function vote() external {
    require(registered[round][msg.sender]);
    voted[msg.sender] = true;
    votes += 1;
  }
}

contract Signed {
  mapping(address => mapping(address => uint256)) allowances; // slot 0
  mapping(address => uint256) nonces;                         // 1
  address oracle;                                             // 2
  uint256 price;                                              // 3
  mapping(address => uint256) bought;                         // 4
  mapping(address => uint256) passes;                         // 5

  function setOracle(address who) external { oracle = who; }
  function permit(address owner, address spender, uint256 n, uint8 v, bytes32 r, bytes32 s) external {
    bytes32 digest = keccak256(abi.encode(owner, spender, n, nonces[owner]++));
    require(owner != address(0) && ecrecover(digest, v, r, s) == owner);
    allowances[owner][spender] = n;
  }
  /** The oracle signs for one buyer. */
  function pass(uint8 v, bytes32 r, bytes32 s) external {
    require(ecrecover(keccak256(abi.encode(msg.sender)), v, r, s) == oracle);
    passes[msg.sender] += 1;
  }
  /** The oracle signs a price for all. */
  function buyAt(uint256 n, uint8 v, bytes32 r, bytes32 s) external {
    require(ecrecover(keccak256(abi.encode(n)), v, r, s) == oracle);
    bought[msg.sender] += n;
  }
}

contract Drop {
  bytes32 root;                    // slot 0
  mapping(address => bool) claimed; // 1

  constructor(bytes32 r) { root = r; }
  function claim(uint256 n, bytes32[] calldata proof) external { claimFor(msg.sender, n, proof); }
  function claimFor(address account, uint256 n, bytes32[] calldata proof) public {
    bytes32 hash = keccak256(abi.encode(account, n));
    for (uint256 i = 0; i < proof.length; i++) {
      hash = hash < proof[i]
        ? keccak256(abi.encode(hash, proof[i]))
        : keccak256(abi.encode(proof[i], hash));
    }
    require(hash == root && !claimed[account]);
    claimed[account] = true;
  }
}

contract Phases {
  uint256 phase;                       // slot 0
  mapping(address => bool) collected;  // 1

  function end() external { require(phase == 0); phase = 1; }
  function collect() external { require(phase == 1); collected[msg.sender] = true; }
  function settle() external { require(phase == 1); phase = 2; }
  function audit() external { require(phase == 2); collected[msg.sender] = true; }
}

contract Shop {
  uint256 price;                       // slot 0
  mapping(uint256 => bool) opened;     // 1
  mapping(address => uint256) bought;  // 2

  function setPrice(uint256 value) external { price = value; }
  function buy() external payable { require(msg.value == price && price > 0); bought[msg.sender]++; }
  function open(uint256 id) external { opened[id] = true; }
  function enter(uint256 id) external { require(opened[id]); bought[msg.sender]++; }
}

/** Entries under the hash of several arguments, as a Governor keeps its proposals; of these there are few. */
contract Proposals {
  enum Plan { Build, Sell }
  enum Cost { Little, Much }
  mapping(bytes32 => address) proposer; // slot 0
  mapping(bytes32 => uint256) support_; // 1
  uint256 count;                        // 2
  address taker;                        // 3
  uint256 round = 3;                    // 4
  mapping(uint256 => address) winner;   // 5
  mapping(bytes32 => bytes32) placeOf;  // 6

  function propose(Plan plan, Cost cost) external {
    bytes32 id = keccak256(abi.encode(plan, cost));
    require(proposer[id] == address(0));
    proposer[id] = msg.sender;
  }
  /** The later ones find where the first one has put it. */
  function proposeOnce(Plan plan, Cost cost) external {
    bytes32 id = keccak256(abi.encode(plan, cost));
    bytes32 place = placeOf[id];
    if (place != 0) require(proposer[place] == address(0));
    place = keccak256(abi.encode(id));
    placeOf[id] = place;
    proposer[place] = msg.sender;
  }
  function proposeAndCount(Plan plan, Cost cost) external {
    uint256 before = count;
    bytes32 id = keccak256(abi.encode(plan, cost));
    require(proposer[id] == address(0));
    proposer[id] = msg.sender;
    count = before + 1;
  }
  function support(Plan plan, Cost cost) external { support_[keccak256(abi.encode(plan, cost))] += 1; }
  function take() external { require(taker == address(0)); taker = msg.sender; }
  function takeOfRound() external {
    require(winner[round] == address(0));
    winner[round] = msg.sender;
  }
}

/** What members have is summed up by team, and one ticket a member is sold. */
contract Teams {
  mapping(address => uint256) teamOf;  // slot 0
  mapping(uint256 => uint256) total;   // 1
  mapping(address => uint256) mine;    // 2
  uint256 tickets = 20;                // 3
  mapping(address => uint256) level;   // 4

  function add(uint256 n) external { mine[msg.sender] += n; total[teamOf[msg.sender]] += n; }
  function move(uint256 team) external {
    total[teamOf[msg.sender]] -= mine[msg.sender];
    teamOf[msg.sender] = team;
    total[team] += mine[msg.sender];
  }
  function rise() external { level[msg.sender] += 1; }
  function take(uint256 n) external { require(level[msg.sender] > 0); tickets -= n; }
}

contract Wallet { receive() external payable {} }

/** Members go by numbers of their own, and vote in teams. */
contract Members {
  uint256 count;                           // slot 0
  mapping(address => uint256) idOf;        // 1
  mapping(uint256 => uint256) posts;       // 2
  mapping(address => uint256) marks;       // 3
  mapping(uint256 => address) ownerOf;     // 4
  mapping(uint256 => uint256) poolOf;      // 5
  mapping(uint256 => uint256) volume;      // 6
  struct Profile { uint16 level; uint64 id; uint64 karma; }
  mapping(address => Profile) profiles;    // 7

  function join() external { idOf[msg.sender] = ++count; ownerOf[count] = msg.sender; }
  function post() external { require(idOf[msg.sender] != 0); posts[idOf[msg.sender]] += 1; }
  function postAs(uint256 id) external { require(idOf[msg.sender] == id); posts[id] += 1; }
  function postOwned() external {
    require(ownerOf[idOf[msg.sender]] == msg.sender);
    posts[idOf[msg.sender]] += 1;
  }
  function mark(uint256 n) external { marks[msg.sender] += n; }
  /** The number is an amount here. */
  function postAndMark(uint256 n) external { posts[idOf[msg.sender]] += n; marks[msg.sender] += n; }
  function like(uint256 id) external { posts[id] += 1; }
  mapping(address => uint256) rivalOf;      // 8
  function oppose(uint256 id) external { rivalOf[msg.sender] = id; }
  function annoy() external { posts[rivalOf[msg.sender]] -= 1; }
  function enroll() external { profiles[msg.sender] = Profile(3, uint64(++count), 9); }
  function visit() external { posts[profiles[msg.sender].id] += 1; profiles[msg.sender].karma += 1; }
  function open(uint256 position, uint256 pool) external { poolOf[position] = pool; }
  function trade(uint256 position, uint256 n) external { volume[poolOf[position]] += n; }
}

contract Escrow {
  struct Deal { address buyer; address seller; uint256 amount; bool done; }
  mapping(uint256 => Deal) deals; // slot 0
  Token immutable coin;
  mapping(uint256 => Deal) inCoin; // 1

  constructor(Token c) { coin = c; }
  function open(uint256 id, address seller) external payable {
    deals[id] = Deal(msg.sender, seller, msg.value, false);
  }
  function release(uint256 id) external {
    Deal storage deal = deals[id];
    require(deal.buyer == msg.sender && !deal.done);
    deal.done = true;
    payable(deal.seller).transfer(deal.amount);
  }
  function refund(uint256 id) external {
    Deal storage deal = deals[id];
    require(deal.seller == msg.sender && !deal.done);
    deal.done = true;
    payable(deal.buyer).transfer(deal.amount);
  }
  function openInCoin(uint256 id, address seller, uint256 n) external {
    inCoin[id] = Deal(msg.sender, seller, n, false);
    coin.move(msg.sender, address(this), n);
  }
  function releaseInCoin(uint256 id) external {
    Deal storage deal = inCoin[id];
    require(deal.buyer == msg.sender && !deal.done);
    deal.done = true;
    coin.move(address(this), deal.seller, deal.amount);
  }
}

contract Pools {
  struct Key { address a; address b; uint24 fee; }
  mapping(bytes32 => uint256) liquidity; // slot 0
  mapping(bytes32 => uint256) positions; // 1
  mapping(uint256 => uint256) used;      // 2

  function create(Key calldata key) external { liquidity[keccak256(abi.encode(key))] = 1; }
  function add(Key calldata key, uint256 n) external {
    bytes32 id = keccak256(abi.encode(key));
    require(liquidity[id] != 0);
    liquidity[id] += n;
    positions[keccak256(abi.encodePacked(msg.sender, id))] += n;
  }
  function addOwn(Key calldata key, uint256 n) external {
    positions[keccak256(abi.encodePacked(msg.sender, keccak256(abi.encode(key))))] += n;
  }
  function use(uint256 index) external { used[index >> 8] |= 1 << (index & 255); }
}

/** Whoever registers may post; who is first is the owner, and names editors. */
contract Board {
  mapping(address => bool) registered;         // slot 0
  mapping(address => bool) owners;             // 1
  bool initialized;                            // 2
  uint256 posts;                               // 3
  mapping(address => bytes32) commitments;     // 4
  mapping(address => uint256) marks;           // 5
  address last;                                // 6
  mapping(int24 => uint256) ticks;             // 7
  struct Lock { address owner; uint256 amount; }
  mapping(uint256 => Lock) locks;              // 8
  uint256 locked;                              // 9

  function register() external { registered[msg.sender] = true; }
  function initialize() external { require(!initialized); initialized = true; owners[msg.sender] = true; }
  function post() external { require(registered[msg.sender]); posts += 1; }
  function moderate() external { require(owners[msg.sender]); posts -= 1; }
  function commit(bytes32 hash) external { commitments[msg.sender] = hash; }
  function reveal(uint256 choice, bytes32 salt) external {
    require(keccak256(abi.encode(msg.sender, choice, salt)) == commitments[msg.sender]);
    marks[msg.sender] = choice;
  }
  function touch() external { marks[msg.sender] += 1; last = msg.sender; }
  function trade(int24 tick) external { ticks[tick / 60] += 1; }
  function lock(uint256 id, uint256 n) external { locks[id] = Lock(msg.sender, n); locked += n; }
  function unlock(uint256 id) external {
    require(locks[id].owner == msg.sender);
    locked -= locks[id].amount;
    delete locks[id];
  }
}

/** Who deployed it signs vouchers, and is an ordinary user beside. */
contract Vouchers {
  address immutable signer = msg.sender;
  address stored = msg.sender;             // slot 0
  mapping(address => uint256) redeemed;    // 1

  function redeem(uint256 n, uint8 v, bytes32 r, bytes32 s) external {
    require(ecrecover(keccak256(abi.encode(msg.sender, n)), v, r, s) == signer);
    redeemed[msg.sender] += n;
  }
  function redeemStored(uint256 n, uint8 v, bytes32 r, bytes32 s) external {
    require(ecrecover(keccak256(abi.encode(msg.sender, n)), v, r, s) == stored);
    redeemed[msg.sender] += n;
  }
}
`;

export const counter = compile(SOURCE, "Counter");
export const token = compile(SOURCE, "Token");
export const tickets = compile(SOURCE, "Tickets");
export const ids = compile(SOURCE, "Ids");
export const orders = compile(SOURCE, "Orders");
export const names = compile(SOURCE, "Names");
export const small = compile(SOURCE, "Small");
export const farm = compile(SOURCE, "Farm");
export const bank = compile(SOURCE, "Bank");
export const exchange = compile(SOURCE, "Exchange");
export const admin = compile(SOURCE, "Admin");
export const signed = compile(SOURCE, "Signed");
export const drop = compile(SOURCE, "Drop");
export const phases = compile(SOURCE, "Phases");
export const shop = compile(SOURCE, "Shop");
export const proposals = compile(SOURCE, "Proposals");
export const teams = compile(SOURCE, "Teams");
export const wallet = compile(SOURCE, "Wallet");
export const members = compile(SOURCE, "Members");
export const escrow = compile(SOURCE, "Escrow");
export const pools = compile(SOURCE, "Pools");
export const vouchers = compile(SOURCE, "Vouchers");
export const board = compile(SOURCE, "Board");
