import { compile } from "../../executor/support/solidity.ts";

/** Lists from which the last one takes the place of one that leaves: `indexOf` says where each stands. */
const SOURCE = `
// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;

import { EnumerableSet } from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";
import { ERC721 } from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import { ERC721Enumerable } from "@openzeppelin/contracts/token/ERC721/extensions/ERC721Enumerable.sol";

contract Club {
  using EnumerableSet for EnumerableSet.AddressSet;
  address[] members;                   // slot 0
  mapping(address => uint256) indexOf; // 1, from 1
  EnumerableSet.AddressSet set;        // 2 and 3
  struct Seat { uint64 since; address who; uint256 visits; }
  Seat[] seats;                        // 4
  mapping(address => uint256) seatOf;  // 5, from 0
  mapping(uint256 => EnumerableSet.AddressSet) rooms; // 6
  mapping(address => uint256) fees;    // 7

  function join() external {
    require(indexOf[msg.sender] == 0);
    members.push(msg.sender);
    indexOf[msg.sender] = members.length;
  }
  function leave() external {
    uint256 index = indexOf[msg.sender];
    require(index != 0 && members[index - 1] == msg.sender);
    address last = members[members.length - 1];
    members[index - 1] = last;
    indexOf[last] = index;
    members.pop();
    delete indexOf[msg.sender];
  }
  function greet() external { require(members[indexOf[msg.sender] - 1] == msg.sender); fees[msg.sender] += 1; }
  function add() external { require(set.add(msg.sender)); }
  function remove() external { require(set.remove(msg.sender)); }
  function drop(address who) external { require(who == msg.sender && set.remove(who)); }
  function expel(address who) external { require(set.remove(who)); }
  function enter(uint256 room) external { require(rooms[room].add(msg.sender)); }
  function exit(uint256 room) external { require(rooms[room].remove(msg.sender)); }
  function sit() external { seatOf[msg.sender] = seats.length; seats.push(Seat(5, msg.sender, 0)); }
  function visit() external {
    Seat storage seat = seats[seatOf[msg.sender]];
    require(seat.who == msg.sender);
    seat.visits += 1;
  }
}

contract Things is ERC721Enumerable {
  constructor() ERC721("Things", "T") {}
  function mint(uint256 id) external { _mint(msg.sender, id); }
  function burn(uint256 id) external { _update(address(0), id, msg.sender); }
}

/** Elements that share slots. */
contract Packed {
  uint8[] levels;                       // slot 0
  uint64[] scores;                      // 1
  bytes flags;                          // 2
  uint256[] bits;                       // 3
  mapping(uint256 => uint256) claimed;  // 4
  mapping(uint256 => uint64[]) byRoom;  // 5
  uint40[] times;                       // 6

  constructor() {
    for (uint256 i = 0; i < 70; i++) {
      levels.push(uint8(1 + i));
      scores.push(uint64(1 + i));
      flags.push(bytes1(uint8(1 + i)));
      times.push(uint40(1 + i));
      byRoom[3].push(uint64(1 + i));
    }
    for (uint256 i = 0; i < 3; i++) bits.push(1);
  }
  function raise(uint256 i) external { levels[i] += 1; }
  function score(uint256 i, uint64 n) external { scores[i] += n; }
  function flag(uint256 i) external { require(flags[i] != 0); flags[i] = 0xff; }
  function setBit(uint256 i) external { bits[i / 256] |= 1 << (i % 256); }
  function time(uint256 i) external { require(times[i] != 0); times[i] = 5; }
  function claim(uint256 i) external { require(claimed[i >> 8] & (1 << (i & 255)) == 0); claimed[i >> 8] |= 1 << (i & 255); }
  function scoreIn(uint256 room, uint256 i) external { byRoom[room][i] += 1; }
  /** Two of them. */
  function move(uint256 from, uint256 to, uint64 n) external { scores[from] -= n; scores[to] += n; }
}

/** Elements that hold what stands there beside something else in a slot. */
contract Desk {
  struct Offer { address seller; uint64 id; uint32 price; }
  Offer[] offers;                       // slot 0
  mapping(uint256 => uint256) placeOf;  // 1, from 1
  struct Guest { address who; uint64 since; }
  Guest[] guests;                       // 2
  mapping(address => uint256) guestOf;  // 3, from 1
  struct Lot { uint64 id; uint128 price; }
  Lot[] lots;                           // 4
  mapping(uint256 => uint256) lotOf;    // 5, from 0
  uint32[] ids;                         // 6
  mapping(uint32 => uint256) idOf;      // 7, from 0
  mapping(uint32 => address) owners;    // 8
  struct Ad { uint256 id; address seller; uint128 price; }
  Ad[] ads;                             // 9
  mapping(uint256 => uint256) adOf;     // 10, from 0
  uint64 next = 1;                      // 11

  function sell() external {
    offers.push(Offer(msg.sender, next, 90));
    placeOf[next] = offers.length;
    lotOf[next] = lots.length;
    lots.push(Lot(next, 70));
    idOf[uint32(next)] = ids.length;
    ids.push(uint32(next));
    owners[uint32(next)] = msg.sender;
    adOf[next] = ads.length;
    ads.push(Ad(next, msg.sender, 80));
    next += 1;
  }
  function come() external { guests.push(Guest(msg.sender, 5)); guestOf[msg.sender] = guests.length; }
  function kick(address who) external {
    uint256 i = guestOf[who];
    require(i != 0);
    if (i != guests.length) { guests[i - 1] = guests[guests.length - 1]; guestOf[guests[i - 1].who] = i; }
    guests.pop();
    delete guestOf[who];
  }
  function buyOffer(uint256 id) external { takeOffer(id); }
  function cancelOffer(uint256 id) external { require(offers[placeOf[id] - 1].seller == msg.sender); takeOffer(id); }
  function takeOffer(uint256 id) internal {
    uint256 i = placeOf[id];
    require(i != 0);
    if (i != offers.length) { offers[i - 1] = offers[offers.length - 1]; placeOf[offers[i - 1].id] = i; }
    offers.pop();
    delete placeOf[id];
  }
  function buyLot(uint256 id) external {
    uint256 i = lotOf[id];
    require(lots[i].id == id);
    Lot memory last = lots[lots.length - 1];
    lots[i] = last;
    lotOf[last.id] = i;
    lots.pop();
    delete lotOf[id];
  }
  function removeId(uint32 id) external {
    require(owners[id] == msg.sender);
    uint32 last = ids[ids.length - 1];
    ids[idOf[id]] = last;
    idOf[last] = idOf[id];
    ids.pop();
    delete owners[id];
  }
  function reprice(uint256 id, uint128 price) external {
    uint256 i = adOf[id];
    require(ads[i].seller == msg.sender);
    ads[i].price = price;
  }
  function cancelAd(uint256 id) external {
    uint256 i = adOf[id];
    require(ads[i].seller == msg.sender);
    uint256 j = ads.length - 1;
    if (i != j) { Ad memory last = ads[j]; ads[i] = last; adOf[last.id] = i; }
    ads.pop();
    delete adOf[id];
  }
}

/** As Uniswap V2 has it. */
contract Pair {
  address factory = msg.sender;
  address token0;
  address token1;
  function initialize(address a, address b) external { require(msg.sender == factory); token0 = a; token1 = b; }
}
contract Factory {
  mapping(address => mapping(address => address)) getPair; // slot 0
  address[] allPairs;                                      // 1
  mapping(address => mapping(address => uint256)) trades;  // 2
  mapping(address => mapping(address => uint256)) met;     // 3

  function createPair(address tokenA, address tokenB) external returns (address pair) {
    require(tokenA != tokenB);
    (address token0, address token1) = sorted(tokenA, tokenB);
    require(token0 != address(0) && getPair[token0][token1] == address(0));
    pair = address(new Pair{salt: keccak256(abi.encodePacked(token0, token1))}());
    Pair(pair).initialize(token0, token1);
    getPair[token0][token1] = pair;
    getPair[token1][token0] = pair;
    allPairs.push(pair);
  }
  function trade(address tokenA, address tokenB, uint256 n) external {
    (address token0, address token1) = sorted(tokenA, tokenB);
    require(getPair[token0][token1] != address(0));
    trades[token0][token1] += n;
  }
  /** Of the first of them, as the order says. */
  function sell(address tokenA, address tokenB, uint256 n) external {
    (address token0, address token1) = sorted(tokenA, tokenB);
    require(getPair[token0][token1] != address(0));
    if (tokenA == token0) trades[token0][token1] += n;
    else met[token1][token0] += n;
  }
  function sorted(address a, address b) internal pure returns (address, address) { return a < b ? (a, b) : (b, a); }
}
`;

export const factory = compile(SOURCE, "Factory");
export const club = compile(SOURCE, "Club");
export const things = compile(SOURCE, "Things");
export const desk = compile(SOURCE, "Desk");
export const packed = compile(SOURCE, "Packed");
