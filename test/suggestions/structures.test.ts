import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { contestsOver } from "../../src/internal/suggestions/code/contests.ts";
import { creationsFrom } from "../../src/internal/suggestions/code/creations.ts";
import { issuedWith } from "../../src/internal/suggestions/code/issued-with.ts";
import { queuePartOf } from "../../src/internal/suggestions/code/queues.ts";
import { openZeppelinStruct } from "../../src/internal/suggestions/code/openzeppelin-struct.ts";
import { codeOf, variableOf } from "./support/code-of.ts";

describe("contestsOver", () => {
  const code = codeOf(
    `import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
    contract Auctions {
      using SafeCast for uint256;
      struct Lot { address bidder; uint96 bid; uint64 endsAt; }
      uint256 highest;
      uint256 lowest;
      uint256 last;
      uint256 floor;
      uint256 sum;
      uint256 step;
      Lot single;
      mapping(uint256 => Lot) lots;

      function pay() external payable { require(msg.value > highest + highest / 20); highest = msg.value; }
      function ask(uint256 price) external { uint256 now_ = lowest; if (price >= now_) revert(); lowest = price; }
      function tick() external { if (block.timestamp <= last) return; last = block.timestamp; }
      function offer(uint256 n) external view { require(n > floor); }
      function add(uint256 n) external { require(n > sum); sum += n; }
      function move(uint256 n) external { require(n > step); step = n + 1; }
      function one(uint256 n) external { if (n > single.bid) single = Lot(msg.sender, n.toUint96(), 0); }
      function bid(uint256 id) external payable {
        Lot storage lot = lotOf(id);
        uint256 amount = msg.value;
        if (amount < least(id) || block.timestamp > lot.endsAt) revert();
        lot.bidder = msg.sender;
        lot.bid = uint96(amount);
      }
      function least(uint256 id) public view returns (uint256) { return lotOf(id).bid + 1; }
      function lotOf(uint256 id) private view returns (Lot storage lot) { lot = lots[id]; }
    }`,
    "Auctions",
  );
  const shown = (name: string) =>
    contestsOver(code, variableOf(code, name)).map(
      ({ function: inside, offer, member }) => `${inside.name}: ${offer} -> ${member ?? "itself"}`,
    );

  it("finds what is compared with an offer and then replaced by it", () => {
    assert.deepEqual(shown("highest"), ["pay: msg.value -> itself"]);
    assert.deepEqual(shown("lowest"), ["ask: price -> itself"]);
  });

  it("finds members of structs, through conversions, pointers and functions", () => {
    assert.deepEqual(shown("single"), ["one: n -> itself"]);
    assert.deepEqual(shown("lots"), ["bid: amount -> bid"]);
  });

  it("leaves alone times, limits, sums, and what is replaced by something else", () => {
    assert.deepEqual(["last", "floor", "sum", "step"].flatMap(shown), []);
  });
});

describe("issuedWith", () => {
  const code = codeOf(
    `import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
    contract Shares is ERC20("Shares", "SHR") {
      uint256 total;
      uint256 volume;
      mapping(address => uint256) sharesOf;
      function enter(uint256 n) external { total += n; sharesOf[msg.sender] += n; volume += n * 2; }
      function leave(uint256 n) external { total -= n; sharesOf[msg.sender] -= n; }
      function turn(uint256 n) external { volume += n; sharesOf[msg.sender] -= n; }
    }`,
    "Shares",
  );
  const shown = (name: string) => issuedWith(code, variableOf(code, name)).map((one) => one.name);

  it("finds the entries of which a variable is the sum", () => {
    assert.deepEqual(shown("total"), ["sharesOf"]);
    assert.deepEqual(shown("_totalSupply"), ["_balances"]);
  });

  it("leaves alone what is changed by something else, or the other way", () => {
    assert.deepEqual(shown("volume"), []);
  });
});

describe("queuePartOf", () => {
  const code = codeOf(
    `import {DoubleEndedQueue} from "@openzeppelin/contracts/utils/structs/DoubleEndedQueue.sol";
    import {Heap} from "@openzeppelin/contracts/utils/structs/Heap.sol";
    library Own { struct Heap { uint256[] values; } }
    contract Queues {
      struct Node { uint256 value; uint256 next; }
      struct Ring { uint256 front; uint256 back; uint256 served; mapping(uint256 => address) items; }
      DoubleEndedQueue.Bytes32Deque deque;
      Heap.Uint256Heap heap;
      Own.Heap own;
      uint256 head;
      uint256 tail;
      mapping(uint256 => address) waiting;
      Ring ring;
      uint256 top;
      mapping(uint256 => Node) nodes;
      uint256 nextId;
      uint256 closed;
      mapping(uint256 => address) ids;
      address lead;
      mapping(address => address) partnerOf;

      function join() external { waiting[tail++] = msg.sender; }
      function serve() external { require(head < tail); uint256 at = head; delete waiting[at]; head = at + 1; }
      function enter() external { ring.items[ring.back] = msg.sender; ring.back += 1; }
      function pass() external { require(ring.front != ring.back); delete ring.items[ring.front++]; ring.served++; }
      function put(uint256 id) external { Node storage node = nodes[id]; nodes[id] = Node(node.value, top); top = id; }
      function take() external { top = nodes[top].next; }
      function make() external { ids[nextId++] = msg.sender; }
      function close() external { require(closed < nextId); closed++; }
      function pair(address to) external { partnerOf[to] = lead; lead = to; }
    }`,
    "Queues",
  );
  const partOf = (name: string) => queuePartOf(code, variableOf(code, name));

  it("knows OpenZeppelin's, by where they are declared", () => {
    assert.deepEqual(partOf("deque"), { kind: "struct", name: "DoubleEndedQueue.Bytes32Deque" });
    assert.deepEqual(partOf("heap"), { kind: "struct", name: "Heap.Uint256Heap" });
    assert.equal(openZeppelinStruct(code, variableOf(code, "own")), undefined);
    assert.equal(partOf("own"), undefined);
  });

  it("knows both ends between which things wait, members of a struct too", () => {
    assert.deepEqual(partOf("tail"), { kind: "end", entries: "waiting", other: "head" });
    assert.deepEqual(partOf("head"), { kind: "end", entries: "waiting", other: "tail" });
    assert.deepEqual(partOf("ring"), { kind: "end", entries: "ring", other: "ring.front" });
  });

  it("knows the head of a list", () => {
    assert.deepEqual(partOf("top"), { kind: "head", entries: "nodes" });
  });

  it("leaves alone numbers that are no two ends, and names that follow no entry", () => {
    assert.deepEqual(["nextId", "closed", "lead"].map(partOf), [undefined, undefined, undefined]);
  });
});

describe("creationsFrom", () => {
  const code = codeOf(
    `import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
    contract Item {}
    library Maker {
      function make() internal returns (address made) { assembly { made := create(0, 0, 0) } }
    }
    contract Factory {
      address model;
      function plain() external { new Item(); }
      function salted() external { _salted(); }
      function _salted() private { new Item{salt: bytes32(0)}(); }
      function cloned() external { Clones.clone(model); }
      function made() external { Maker.make(); }
      function predicted() external view returns (address) { return Clones.predictDeterministicAddress(model, 0); }
      function memories() external pure returns (bytes memory) { uint256[] memory n = new uint256[](3); return new bytes(n.length); }
    }`,
    "Factory",
  );
  const shown = (name: string) => {
    const entry = code.entry(name);
    assert(entry !== undefined);
    return creationsFrom(code, entry).map(
      ({ text, inside }) => `${text} in ${inside.contract}.${inside.name}`,
    );
  };

  it("finds what a function creates, by itself and by what it calls", () => {
    assert.deepEqual(shown("plain"), ["new Item in Factory.plain"]);
    assert.deepEqual(shown("salted"), ["new Item in Factory._salted"]);
    assert.deepEqual(shown("made"), ["create in Maker.make"]);
    assert.deepEqual(shown("cloned"), ["create in Clones.clone"]);
  });

  it("leaves alone predictions of addresses, and memory", () => {
    assert.deepEqual([...shown("predicted"), ...shown("memories")], []);
  });
});
