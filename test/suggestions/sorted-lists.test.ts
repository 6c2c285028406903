import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { advise, type Meeting, promised } from "./support/advise.ts";

const STATE =
  "struct O { address maker; uint64 next; uint128 price; uint128 amount; } mapping(uint64 => O) orders; uint64 head; uint64 tail; uint64 nextId; mapping(address => uint256) got;";
const TAKE =
  "function take() external { require(head != 0); uint64 done = head; got[orders[done].maker]++; head = orders[done].next; delete orders[done]; }";
const LINK = "if (previous == 0) head = id; else orders[previous].next = id;";

/** Ways to put an ask where it belongs by its price. */
const ASKS: Readonly<Record<string, string>> = {
  "in a loop": `function f(uint128 price, uint128 amount) external { uint64 id = ++nextId; uint64 previous = 0; uint64 cursor = head;
    while (cursor != 0 && orders[cursor].price <= price) { previous = cursor; cursor = orders[cursor].next; }
    orders[id] = O(msg.sender, cursor, price, amount); ${LINK} }`,
  "by a pointer, and left from the loop": `function f(uint128 price, uint128 amount) external { uint64 id = ++nextId; uint64 previous = 0; uint64 cursor = head;
    while (cursor != 0) { O storage o = orders[cursor]; if (o.price > price) break; previous = cursor; cursor = o.next; }
    orders[id] = O(msg.sender, cursor, price, amount); ${LINK} }`,
  "without a cursor": `function f(uint128 price, uint128 amount) external { uint64 id = ++nextId; uint64 previous = head;
    while (orders[orders[previous].next].price > price) previous = orders[previous].next;
    orders[id] = O(msg.sender, orders[previous].next, price, amount); orders[previous].next = id; }`,
  "where another function finds it": `function _place(uint128 price) private view returns (uint64) { uint64 previous; uint64 cursor = head;
    while (cursor != 0 && price >= orders[cursor].price) { previous = cursor; cursor = orders[cursor].next; } return previous; }
    function f(uint128 price, uint128 amount) external { uint64 id = ++nextId; uint64 previous = _place(price);
    orders[id] = O(msg.sender, previous == 0 ? head : orders[previous].next, price, amount); ${LINK} }`,
  "where another function gives it back by name": `function _place(uint128 price) internal view returns (uint64 behind) { uint64 cursor = head;
    while (cursor != 0 && orders[cursor].price <= price) { behind = cursor; cursor = orders[cursor].next; } }
    function f(uint128 price, uint128 amount) external { uint64 id = ++nextId; uint64 previous = _place(price);
    if (previous == 0) { orders[id] = O(msg.sender, head, price, amount); head = id; }
    else { orders[id] = O(msg.sender, orders[previous].next, price, amount); orders[previous].next = id; } }`,
  "where another function gives back both sides of the place": `function _place(uint128 price) internal view returns (uint64 behind, uint64 before) { before = head;
    while (before != 0 && orders[before].price <= price) { behind = before; before = orders[before].next; } }
    function f(uint128 price, uint128 amount) external { uint64 id = ++nextId; (uint64 previous, uint64 cursor) = _place(price);
    orders[id] = O(msg.sender, cursor, price, amount); ${LINK} }`,
  "where both sides are handed on, and linked elsewhere": `function _walk(uint128 price) private view returns (uint64, uint64) { uint64 previous; uint64 cursor = head;
    while (true) { if (cursor == 0) break; if (orders[cursor].price > price) break; previous = cursor; cursor = orders[cursor].next; } return (previous, cursor); }
    function _place(uint128 price) private view returns (uint64, uint64) { return _walk(price); }
    function _link(uint64 id, uint64 previous, uint64 cursor) private { orders[id].next = cursor; ${LINK} }
    function f(uint128 price, uint128 amount) external { uint64 id = ++nextId; orders[id].price = price; orders[id].amount = amount; uint64 b; uint64 a; (b, a) = _place(price); _link(id, b, a); }`,
  "by a copy in memory": `function f(uint128 price, uint128 amount) external { uint64 id = ++nextId; uint64 previous; uint64 cursor = head;
    for (; cursor != 0; cursor = orders[cursor].next) { O memory o = orders[cursor]; if (o.price > price) break; previous = cursor; }
    orders[id] = O(msg.sender, cursor, price, amount); ${LINK} }`,
  "beside one that the call names": `function f(uint128 price, uint128 amount, uint64 previous) external { uint64 id = ++nextId; uint64 next = previous == 0 ? head : orders[previous].next;
    require(previous == 0 || orders[previous].price <= price); require(next == 0 || price < orders[next].price);
    orders[id] = O(msg.sender, next, price, amount); ${LINK} }`,
};

const said = (body: string, meeting: Partial<Meeting> = {}, state = STATE) =>
  advise(`contract A { ${state} ${body} }`, { variable: "head", functions: ["f"], ...meeting });

describe("a list that is sorted", () => {
  const entries: Partial<Meeting> = { variable: "orders", path: "orders[1].next" };

  for (const [how, body] of Object.entries(ASKS)) {
    it(`keeps its order, and no call is a bid: ${how}`, () => {
      for (const meeting of [entries, { functions: ["f", "take"] }]) {
        const finding = said(`${body} ${TAKE}`, meeting);
        assert.deepEqual(
          [finding?.rule, finding?.isInherent, finding?.patch],
          ["shared-queue", true, null],
          JSON.stringify(meeting),
        );
        assert.match(finding?.message ?? "", /list( in orders)? that is sorted by price: where/);
        assert.match(finding?.refactor ?? "", /^Leave (orders|head) as it is .* of all by price/);
        assert.doesNotMatch(finding?.refactor ?? "", /sealed|bid|Lane|msg\.sender/);
      }
      const at = { variable: "head", functions: ["f", "take"] };
      assert.equal(promised(`contract A { ${STATE} ${body} ${TAKE} }`, at), undefined);
    });
  }

  it("is one with its order in mappings beside each other", () => {
    const state =
      "mapping(uint64 => uint64) next; mapping(uint64 => uint128) priceOf; uint64 nextId; mapping(address => uint256) got;";
    const body = `function f(uint128 price) external { uint64 id = ++nextId; uint64 cursor;
      while (next[cursor] != 0 && priceOf[next[cursor]] <= price) cursor = next[cursor];
      priceOf[id] = price; next[id] = next[cursor]; next[cursor] = id; got[msg.sender]++; }`;
    for (const variable of ["next", "priceOf"]) {
      const finding = said(body, { variable, path: `${variable}[1]` }, state);
      assert.deepEqual([finding?.rule, finding?.isInherent], ["shared-queue", true], variable);
      assert.match(
        finding?.message ?? "",
        /puts something into next, a list that is sorted by priceOf/,
      );
    }
  });

  const LEVELS =
    "struct L { uint128 next; uint128 size; } mapping(uint128 => L) levels; uint128 head; mapping(uint128 => mapping(address => uint256)) mine;";
  const level = (put: string) =>
    `function f(uint128 price, uint128 n) external { if (levels[price].size == 0) { ${put} } levels[price].size += n; mine[price][msg.sender] += n; }`;

  it("is one of levels under what they are sorted by", () => {
    const body = level(
      "uint128 prev = 0; uint128 cur = head; while (cur != 0 && cur < price) { prev = cur; cur = levels[cur].next; } levels[price].next = cur; if (prev == 0) head = price; else levels[prev].next = price;",
    );
    for (const meeting of [{}, { variable: "levels", path: "levels[1].next" }]) {
      const finding = said(body, meeting, LEVELS);
      assert.deepEqual([finding?.rule, finding?.isInherent], ["shared-queue", true]);
      assert.match(finding?.message ?? "", /sorted by price:/);
    }
    // The newest comes first, and what is gone through is only asked whether it is the same.
    const newest = level(
      "uint128 cur = head; while (cur != 0 && cur != price) cur = levels[cur].next; require(cur == 0); levels[price].next = head; head = price;",
    );
    assert.notEqual(said(newest, {}, LEVELS)?.isInherent, true);
  });

  it("is none where things are put at an end, whatever is asked of them later", () => {
    const put = {
      first: "orders[id] = O(msg.sender, head, price, amount); head = id;",
      last: "orders[id] = O(msg.sender, 0, price, amount); orders[tail].next = id; tail = id;",
    };
    for (const [where, body] of Object.entries(put)) {
      const finding = said(
        `function f(uint128 price, uint128 amount) external { uint64 id = ++nextId;
          while (head != 0 && orders[head].amount <= amount) { uint64 done = head; amount -= orders[done].amount; head = orders[done].next; delete orders[done]; }
          ${body} }`,
      );
      assert.deepEqual([finding?.rule, finding?.isInherent], ["shared-queue", false], where);
      assert.match(finding?.refactor ?? "", /Lane/);
    }
  });

  it("is none where the first one is taken that fits", () => {
    const walk =
      "uint64 prev; uint64 at = head; while (at != 0 && orders[at].amount < n) { prev = at; at = orders[at].next; } require(at != 0);";
    const unlink =
      "if (prev == 0) head = orders[at].next; else orders[prev].next = orders[at].next;";
    const first = "orders[id] = O(msg.sender, head, price, n); head = id;";
    const last =
      "orders[id] = O(msg.sender, 0, price, n); if (head == 0) head = id; else orders[tail].next = id; tail = id;";
    for (const put of [first, last]) {
      for (const take of [
        `${walk} orders[at].amount -= n; if (orders[at].amount == 0) { ${unlink} } got[msg.sender] += n;`,
        `${walk} uint128 left = orders[at].amount - n; orders[at].amount = left; if (left == 0) { ${unlink} } got[msg.sender] += n;`,
        `${walk} ${unlink} got[orders[at].maker]++; delete orders[at];`,
        `${walk.replace("while (at != 0 && orders[at].amount < n) {", "while (at != 0) { O memory o = orders[at]; if (o.amount >= n) break;")} ${unlink} got[orders[at].maker]++; delete orders[at];`,
        // What is new goes to the end all the same.
        `${walk} ${unlink} delete orders[at]; uint64 id = ++nextId; uint128 price; ${put}`,
      ]) {
        const body = `function put(uint128 price, uint128 n) external { uint64 id = ++nextId; ${put} } function f(uint128 n) external { ${take} }`;
        const finding = said(body, { functions: ["put", "f"] });
        assert.deepEqual([finding?.rule, finding?.isInherent], ["shared-queue", false], body);
        assert.match(finding?.refactor ?? "", /Lane/);
        const entry = said(body, { ...entries, functions: ["f"] });
        assert.equal(entry?.rule, undefined, body);
      }
    }
  });

  it("is one where another function puts it in, and where it is put member by member", () => {
    for (const body of [
      `function f(uint128 price) external { uint64 previous; uint64 cursor = head; while (cursor != 0 && orders[cursor].price <= price) { previous = cursor; cursor = orders[cursor].next; } _put(previous, cursor, price); }
        function _put(uint64 previous, uint64 cursor, uint128 price) private { uint64 id = ++nextId; O storage o = orders[id]; o.price = price; o.next = cursor; ${LINK} }`,
      `function f() external payable { uint64 id = ++nextId; uint64 previous; uint64 cursor = head; while (cursor != 0 && orders[cursor].price <= msg.value) { previous = cursor; cursor = orders[cursor].next; }
        O memory o = O(msg.sender, cursor, uint128(msg.value), 1); orders[id] = o; ${LINK} }`,
    ]) {
      const finding = said(`${body} ${TAKE}`, { functions: ["f", "take"] });
      assert.deepEqual([finding?.rule, finding?.isInherent], ["shared-queue", true], body);
    }
  });

  it("says nothing of what else is done with one of its entries", () => {
    const fill =
      "function fill(uint64 id) external { require(orders[id].amount > 0); orders[id].amount--; got[msg.sender]++; }";
    const finding = said(`${ASKS["in a loop"] ?? ""} ${fill}`, {
      variable: "orders",
      path: "orders[arg:id].amount",
      functions: ["fill"],
    });
    assert.notEqual(finding?.rule, "shared-queue");
  });

  it("is a heap of OpenZeppelin, too", () => {
    const HEAP = "@openzeppelin/contracts/utils/structs/Heap.sol";
    const finding = advise(
      `import {Heap} from "${HEAP}"; contract A { using Heap for Heap.Uint256Heap; Heap.Uint256Heap asks; event E(uint256 n);
        function f(uint256 n) external { asks.insert(n); } function take() external { emit E(asks.pop()); } }`,
      { variable: "asks", functions: ["f", "take"] },
    );
    assert.deepEqual([finding?.rule, finding?.isInherent], ["shared-queue", true]);
    assert.match(finding?.refactor ?? "", /^Leave asks as it is/);
  });
});

describe("highest-bid, of entries", () => {
  const array = (body: string, path: string) =>
    advise(
      `contract A { struct O { address maker; uint256 price; } O[] public list; mapping(address => uint256) n; ${body} }`,
      { variable: "list", path, functions: ["f"] },
    );
  const SHIFT =
    "uint256 i = list.length - 1; while (i > 0 && list[i - 1].price > price) { list[i] = list[i - 1]; i--; }";

  it("is no insertion into an array that is sorted, of which no part is sorted over all", () => {
    for (const body of [
      `function f(uint256 price) external { list.push(); n[msg.sender]++; ${SHIFT} list[i] = O(msg.sender, price); }`,
      `function f(uint256 price) external { list.push(O(msg.sender, price)); ${SHIFT} list[i] = O(msg.sender, price); }`,
      `function f(uint256 price) external { list.push(); uint256 i = list.length - 1; for (; i > 0; i--) { if (list[i - 1].price <= price) break; list[i] = list[i - 1]; } list[i].maker = msg.sender; list[i].price = price; }`,
    ]) {
      for (const path of ["list[0].price", "list.length"]) {
        const finding = array(body, path);
        assert.deepEqual([finding?.rule, finding?.isInherent], ["shared-queue", true], body);
        assert.match(finding?.message ?? "", /puts something into list, .* sorted by price:/);
        assert.doesNotMatch(finding?.refactor ?? "", /Split|sealed/);
      }
    }
  });

  it("is a list like others where what moves up fills a gap", () => {
    const finding = array(
      `function f(uint256 price) external { list.push(O(msg.sender, price)); }
        function cut(uint256 price) external { uint256 i; while (list[i].price < price) i++; for (; i + 1 < list.length; i++) list[i] = list[i + 1]; list.pop(); n[msg.sender]++; }`,
      "list.length",
    );
    assert.equal(finding?.rule, "array-push");
  });

  it("is told where the same entry is compared and replaced, by whatever name", () => {
    for (const body of [
      "function f(uint256 id) external payable { require(msg.value > lots[id].best); lots[id].best = msg.value; n[msg.sender]++; }",
      "function f(uint256 id) external payable { uint256 lot = id; L storage l = lots[lot]; require(msg.value > l.best); lots[id].best = msg.value; n[msg.sender]++; }",
      "function f(uint256 id) external payable { uint256 best = lots[id].best; require(msg.value > best); lots[id] = L(msg.value, msg.sender); n[msg.sender]++; }",
      // The last one of a list has to be outbid.
      "function f() external payable { require(msg.value > lots[9].best); uint256 i = 9; while (i > 0 && lots[i - 1].best < msg.value) { lots[i] = lots[i - 1]; i--; } lots[i] = L(msg.value, msg.sender); n[msg.sender]++; }",
    ]) {
      const finding = advise(
        `contract A { struct L { uint256 best; address who; } mapping(uint256 => L) lots; mapping(address => uint256) n; ${body} }`,
        { variable: "lots", path: "lots[arg:id].best", functions: ["f"] },
      );
      assert.equal(finding?.rule, "highest-bid", body);
    }
  });
});
