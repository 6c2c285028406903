import { type AbiCoder, AbiCoder as Coder, keccak256 } from "ethers";

import { type Hex, type LocationKey, storageKey } from "../../../src/internal/model/location.ts";
import { toWord } from "../../../src/internal/primitives/hex.ts";
import { EdrChain } from "../../executor/support/edr-chain.ts";
import { compile, encode } from "../../executor/support/solidity.ts";

const SOURCE = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;
contract Child { uint256 public x; function set(uint256 v) external { x += v; } }
contract Config { uint256 public goal = 7654321; }
contract Market {
  uint256 count;                          // slot 0
  uint256 totalSupply;                    // 1
  mapping(address => uint256) balances;   // 2
  uint256 sold;                           // 3
  mapping(address => uint256) bought;     // 4
  uint256 nextId;                         // 5
  mapping(uint256 => address) ownerOf;    // 6
  uint256 highest;                        // 7
  uint256 assets;                         // 8
  uint256 shares;                         // 9
  mapping(address => uint256) sharesOf;   // 10
  address last;                           // 11
  uint256 lock = 1;                       // 12
  bool open;                              // 13
  mapping(address => bool) enabled;       // 14
  int256 net;                             // 15
  uint256 peak;                           // 16
  uint256[] list;                         // 17
  mapping(uint256 => uint256) bonus;      // 18
  address owner = msg.sender;             // 19: bytes 0 to 19
  bool paused;                            //     byte 20
  uint64 counter;                         //     bytes 21 to 28
  uint128 a;                              // 20: bytes 0 to 15
  uint128 b;                              //     bytes 16 to 31
  uint8 flavour;                          // 21: byte 0
  uint240 stock;                          //     bytes 1 to 30
  uint256 items;                          // 22
  uint8 seats;                            // 23: byte 0
  uint128 price;                          //     bytes 1 to 16
  uint256 quote;                          // 24
  mapping(uint256 => uint256) quoteOf;    // 25
  address keeper;                         // 26
  string motto;                           // 27
  uint256 marks;                          // 28
  mapping(uint256 => uint256) claimed;    // 29
  bool guarding;                          // 30: byte 0
  uint64 limit;                           //     bytes 1 to 8
  uint64 hits;                            //     bytes 9 to 16
  bytes32 chain;                          // 31
  uint256 average;                        // 32
  uint256 polynomial;                     // 33
  uint256 product = 1;                    // 34
  uint256 visits;                         // 35
  uint256 goal = 1234567;                 // 36
  uint64 entered;                         // 37: bytes 0 to 7
  uint64 places = 1000;                   //     bytes 8 to 15
  bool full;                              //     byte 16
  uint256 immutable FINAL = 4321;
  uint256 filled;                         // 38
  uint256 lowest = type(uint256).max;     // 39
  Config config = new Config();           // 40: bytes 0 to 19
  enum Phase { Open, Paid, Sent, Closed }
  Phase phase;                            //     byte 20

  event Count(uint256 indexed value);
  error SoldOut();

  function bump() external { count += 1; }
  function bumpAndTell() external { count += 1; emit Count(7); emit Count(count); }
  function bumpAndReturn() external returns (uint256) { return ++count; }
  function mint(uint256 n) external { totalSupply += n; balances[msg.sender] += n; }
  function burn(uint256 n) external { totalSupply -= n; balances[msg.sender] -= n; }
  function buy() external { if (sold >= 3) revert SoldOut(); sold += 1; bought[msg.sender] += 1; }
  function register() external { ownerOf[nextId++] = msg.sender; }
  function bid(uint256 n) external { require(n > highest); highest = n; }
  function donate(uint256 n) external { assets += n; }
  function deposit(uint256 n) external {
    uint256 s = shares == 0 ? n : n * shares / assets;
    assets += n; shares += s; sharesOf[msg.sender] += s;
  }
  function touch() external { last = msg.sender; }
  function guarded() external { require(lock == 1); lock = 2; count += 1; lock = 1; }
  function copyCount() external { balances[msg.sender] = count; }
  function openUp() external { open = true; }
  function enable() external { enabled[msg.sender] = true; }
  function quoteIfAgreed(address who) external {
    require(enabled[who] == open);
    quote = open ? 1 : 2;
    emit Count(quote);
  }
  function openIfEnabled() external { if (enabled[msg.sender]) open = true; }
  function join() external { require(open); bought[msg.sender] += 1; count += 1; }
  function owe(int256 n) external { net -= n; }
  function reach(uint256 n) external { if (n > peak) peak = n; }
  function push(uint256 v) external { list.push(v); }
  function lookUp() external { count += 1; uint256 x = bonus[count]; if (x > 5) open = true; }
  function pay() external payable {}
  function withdraw(uint256 n) external { payable(msg.sender).transfer(n); }
  function withdrawTenth() external { payable(msg.sender).transfer(address(this).balance / 10); }
  function setOwner(address o) external { owner = o; }
  function setPaused(bool p) external { paused = p; }
  function tick() external { counter += 1; }
  function hit() external { require(!paused); counter += 1; }
  function tell() external { counter += 1; emit Count(paused ? 1 : 0); }
  function addA(uint128 n) external { a += n; }
  function addB(uint128 n) external { b += n; }
  function addBoth(uint128 n) external { a += n; b += n; }
  function flavourUp() external { flavour += 1; }
  function stockUp(uint240 n) external { stock += n; }
  function restock(uint256 n) external { items += n; }
  function take(uint256 n) external { items -= n; }
  function takeAndTell(uint256 n) external { items -= n; emit Count(items); }
  function takeUnchecked(uint256 n) external { unchecked { items -= n; } }
  function takeKept(uint256 n) external { if (items < n) revert SoldOut(); items -= n; }
  function sit() external { seats += 1; }
  function sitUnchecked() external { unchecked { seats += 1; } }
  function setPrice(uint128 v) external { price = v; seats += 1; }
  function setQuote(uint256 v) external { quote = v; }
  function setQuoteIfOther(uint256 v) external { if (quote != v) quote = v; }
  function setSmallQuote(uint256 v) external { require(v <= 10); quote = v; }
  function setNumberedQuote(uint256 id, uint256 v) external { quoteOf[id] = v; }
  function clearQuote() external { quote = 0; }
  function openAndAdd(uint256 n) external { open = true; count += n; }
  function setKeeper(address k) external { keeper = k; }
  function setMotto(string calldata m) external { motto = m; }
  function send(address to, uint256 n) external { balances[msg.sender] -= n; balances[to] += n; }
  function mark(uint256 i) external { marks |= 1 << i; }
  function unmark(uint256 i) external { marks &= ~(1 << i); }
  function flip(uint256 i) external { marks ^= 1 << i; }
  function claim(uint256 i) external {
    uint256 word = claimed[i >> 8];
    uint256 bit = 1 << (i & 255);
    require(word & bit == 0);
    claimed[i >> 8] = word | bit;
  }
  function setLimit(uint64 n) external { limit = n; }
  function hitGuarded() external { if (guarding && limit > 100) emit Count(1); hits += 1; }
  function hitEnabled() external { if (enabled[msg.sender] && limit > 100) emit Count(1); hits += 1; }
  function hitOnly() external { if (guarding) emit Count(1); hits += 1; }
  function link(uint256 x) external { chain = keccak256(abi.encode(chain, x)); }
  function smooth(uint256 x) external { average = (average * 9 + x) / 10; }
  function smoothPaid() external payable { average = (average * 9 + msg.value) / 10; }
  function roll(uint256 x) external { polynomial = polynomial * 31 + x; }
  function multiply(uint256 x) external { product *= x; }
  function visit() external { visits += 1; if (visits == 100) emit Count(1); }
  function visitTenth() external { visits += 1; if (visits % 10 == 0) emit Count(1); }
  function visitToGoal(uint256 n) external { visits += n; if (visits == goal) peak = 9; }
  function visitToFinal() external { visits++; if (visits == FINAL) emit Count(1); }
  function visitFreely(uint256 n) external { require(n < 5000 && goal > 0); visits += n; }
  function enter() external { entered += 1; if (entered == places) full = true; }
  function fill(uint256 n, uint256 amount) external { filled += n; if (filled == amount) open = true; }
  function fillToConfig(uint256 n) external { filled += n; if (filled == config.goal()) open = true; }
  function offer(uint256 p) external { if (p < lowest) lowest = p; }
  function pushAndCopy(uint256 v) external {
    list.push(v);
    uint256[] memory all = list;
    require(all.length > 0);
  }
  function pushNew(uint256 v) external {
    for (uint256 i = 0; i < list.length; i++) require(list[i] != v);
    list.push(v);
  }
  function close() external { require(phase != Phase.Closed); phase = Phase.Closed; }
  function whole(uint256 n) external { assembly { sstore(20, add(sload(20), n)) } }
}`;

export const market = compile(SOURCE, "Market");
export const child = compile(SOURCE, "Child");

/** A fresh contract, and users that call it. */
export class Market {
  readonly chain: EdrChain;
  readonly address: Hex;

  static async create(): Promise<Market> {
    const chain = await EdrChain.create();
    return new Market(chain, await chain.deploy(market.bytecode));
  }

  private constructor(chain: EdrChain, address: Hex) {
    this.chain = chain;
    this.address = address;
  }

  user(i: number): Hex {
    return this.chain.account(i);
  }

  call(user: number, name: string, ...args: readonly unknown[]) {
    return { from: this.user(user), to: this.address, data: encode(market, name, args) };
  }

  slot(number: number): LocationKey {
    return storageKey(this.address, toWord(BigInt(number)));
  }

  /** Of a mapping: where the value of a key stands. */
  entry(number: number, key: Hex | bigint): LocationKey {
    const word = toWord(BigInt(key));
    // ethers hashes to 0x-hex.
    const hash = keccak256(coder.encode(["bytes32", "uint256"], [word, number])) as Hex;
    return storageKey(this.address, hash);
  }
}

const coder: AbiCoder = Coder.defaultAbiCoder();
