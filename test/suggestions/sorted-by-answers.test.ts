import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { areTraded } from "../../src/internal/suggestions/code/trades.ts";
import { advise, type Meeting } from "./support/advise.ts";
import { codeOf, variableOf } from "./support/code-of.ts";

const meeting: Meeting = {
  variable: "data",
  path: "data.head, data.size",
  functions: ["f"],
  inSuite: true,
};

/** Liquity's list of troves: entries named by their owners, sorted by what is asked of each. */
const troves = (ratio: string, insert = "_insert(msg.sender, r);") => `
  interface IManager { function ratioOf(address who) external view returns (uint256); }
  contract A {
    struct Node { bool exists; address next; address prev; } struct Data { address head; address tail; uint256 size; mapping(address => Node) nodes; }
    Data data; IManager manager; mapping(address => uint256) debt; mapping(address => uint256) coll;
    function ratio(address who) public view returns (uint256) { return coll[who] * 100 / debt[who]; }
    function _descend(uint256 r, address start) internal view returns (address, address) {
      address prev = start; address next = data.nodes[start].next;
      while (next != address(0) && ${ratio} >= r) { prev = next; next = data.nodes[prev].next; }
      return (prev, next);
    }
    function _find(uint256 r) internal view returns (address, address) { return data.head == address(0) ? (address(0), address(0)) : _descend(r, data.head); }
    function _insert(address id, uint256 r) internal {
      (address prev, address next) = _descend(r, data.head); data.nodes[id].exists = true;
      if (prev == address(0)) { data.nodes[id].next = data.head; data.head = id; }
      else { data.nodes[id].next = next; data.nodes[id].prev = prev; data.nodes[prev].next = id; data.nodes[next].prev = id; }
      data.size++;
    }
    function f(uint256 c, uint256 d) external { coll[msg.sender] = c; debt[msg.sender] = d; uint256 r = c * 100 / d; ${insert} }
  }`;

describe("a list that is sorted by what is asked of its entries", () => {
  it("keeps its order, whoever is asked", () => {
    for (const [asked, by] of [
      ["ratio(next)", "ratio"],
      ["manager.ratioOf(next)", "ratioOf"],
    ] as const) {
      const finding = advise(troves(asked), meeting);
      assert.deepEqual([finding?.rule, finding?.isInherent], ["shared-queue", true], asked);
      assert.match(
        finding?.message ?? "",
        new RegExp(`^Everybody who calls A\\.f puts something into data, .* sorted by ${by}: `),
      );
      assert.doesNotMatch(finding?.refactor ?? "", /pool|Lane/);
    }
  });

  it("is none where nothing is put at the place that is found", () => {
    const end =
      "(address at,) = _descend(r, data.head); require(at != address(0)); data.nodes[data.tail].next = msg.sender; data.tail = msg.sender; data.size++;";
    assert.notEqual(advise(troves("ratio(next)", end), meeting)?.isInherent, true);
  });

  it("is none where one is only asked whether it is the same, or all are gone through", () => {
    const same = troves("ratio(next)").replace("ratio(next) >= r", "ratio(next) != r");
    assert.notEqual(advise(same, meeting)?.isInherent, true);
    const all = troves("ratio(next)").replace("ratio(next) >= r", "ratio(next) >= 0");
    assert.notEqual(advise(all, meeting)?.isInherent, true);
  });
});

describe("reserves", () => {
  const traded = (state: string, body: string): boolean => {
    const code = codeOf(`contract A { mapping(address => uint256) got; ${state} ${body} }`, "A");
    const [a, b] = ["x", "y"].map((name) => ({
      variable: variableOf(code, name),
      member: undefined,
    }));
    assert(a !== undefined && b !== undefined);
    return areTraded(code, a, b);
  };
  const TRADE =
    "function f() external payable { uint256 out = y * msg.value / (x + msg.value); x += msg.value; y -= out; got[msg.sender] += out; }";

  it("are amounts", () => {
    assert(traded("uint256 x; uint256 y;", TRADE));
    assert(
      traded(
        "uint112 x; uint112 y;",
        TRADE.replaceAll("= out", "= uint112(out)").replaceAll(
          "x += msg.value",
          "x += uint112(msg.value)",
        ),
      ),
    );
    const own =
      "type Amount is uint256; Amount x; Amount y;function f() external payable { uint256 out = Amount.unwrap(y) * msg.value / (Amount.unwrap(x) + msg.value); x = Amount.wrap(Amount.unwrap(x) + msg.value); y = Amount.wrap(Amount.unwrap(y) - out); got[msg.sender] += out; }";
    assert(traded("", own));
  });

  it("are no ids or addresses, whatever is reckoned from them", () => {
    assert(
      !traded(
        "mapping(uint256 => uint256) next; uint256 x; uint256 y;",
        `${TRADE} function g() external { x = next[x]; }`,
      ),
    );
    assert(
      !traded(
        "address x; address y;",
        "function f() external payable { uint256 out = uint160(y) * msg.value / (uint160(x) + msg.value); x = address(uint160(x) + uint160(msg.value)); y = address(uint160(y) - uint160(out)); got[msg.sender] += out; }",
      ),
    );
  });
});
