import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { adviseAll, type Meeting, promised } from "./support/advise.ts";

const RULE = "staking-accumulator";
const TOKEN = `interface Asked { function balanceOf(address a) external view returns (uint256); function transferFrom(address f, address t, uint256 n) external returns (bool); }`;
const STATE =
  "Asked lp; uint256 acc; uint256 last; struct User { uint256 amount; uint256 debt; } mapping(address => User) users; uint256 debts; mapping(address => uint256) owed;";
const UPDATE =
  "uint256 supply = lp.balanceOf(address(this)); if (supply > 0) acc += (block.number - last) * 1e18 / supply; last = block.number;";
const PUT =
  "function put(uint256 n) external { _up(); User storage u = users[msg.sender]; lp.transferFrom(msg.sender, address(this), n); u.amount += n; u.debt = u.amount * acc / 1e12; }";

const contract = (update = UPDATE, put = PUT) =>
  `${TOKEN} contract A { ${STATE} function _up() private { ${update} } ${put} }`;
const at = (variable: string): Meeting => ({
  variable,
  functions: ["put"],
  into: ["storage"],
  places: ["A.acc"],
});
const said = (variable: string, body = contract()) => adviseAll(body, [at(variable)])[0];

describe("rewards by what a contract holds of a token", () => {
  it("are told of at the index and the time", () => {
    const index = said("acc");
    assert.equal(index?.rule, "staking-accumulator");
    assert.equal(
      index.message,
      "acc is the index that rewards are paid by: acc grows by the time since last divided by lp.balanceOf(address(this)), in calls of A.put.",
    );
    assert.match(index.refactor, /stakes of one pool meet there\. So keep several pools/);
    assert.deepEqual([index.confidence, index.patch], ["medium", null]);
    assert.match(said("last")?.message ?? "", /^last says when rewards were last shared out/);
    assert.deepEqual(promised(contract(), at("acc")), { kind: "remove" });
  });

  it("are those of one pool of many", () => {
    const pools = `${TOKEN} contract A { struct Pool { Asked lp; uint256 acc; uint256 last; } Pool[] pools; mapping(uint256 => mapping(address => uint256)) amount; mapping(uint256 => mapping(address => uint256)) debt;
      function put(uint256 id, uint256 n) external { Pool storage p = pools[id]; uint256 supply = p.lp.balanceOf(address(this)); p.acc += (block.number - p.last) * 1e18 / supply; p.last = block.number;
        p.lp.transferFrom(msg.sender, address(this), n); amount[id][msg.sender] += n; debt[id][msg.sender] = amount[id][msg.sender] * p.acc / 1e12; } }`;
    const meeting = { ...at("pools"), path: "pools[arg:id].acc" };
    const [found] = adviseAll(pools, [meeting]);
    assert.match(found?.message ?? "", /^pools\.acc is the index .* divided by p\.lp\.balanceOf/);
  });

  it("are told of at the token's own entry, where it was seen what comes of it", () => {
    const farm = contract().replace("contract A", "contract Farm");
    const token = `contract A { mapping(address => uint256) public balanceOf; function transferFrom(address f, address t, uint256 n) external returns (bool) { balanceOf[f] -= n; balanceOf[t] += n; return true; } } ${farm}`;
    const meeting = (more: Partial<Meeting>): Meeting => ({
      variable: "balanceOf",
      path: "balanceOf[Farm]",
      functions: [],
      by: ["Farm.put"],
      into: ["storage"],
      places: ["Farm.acc"],
      ...more,
    });
    const [found] = adviseAll(token, [meeting({})]);
    assert.equal(found?.rule, "staking-accumulator");
    assert.match(
      found.message,
      /^balanceOf\[Farm\] stands for the total that Farm shares rewards by: acc grows/,
    );
    assert.deepEqual([found.gain, found.patch], [null, null]);
    // Of another token that the farm holds nothing comes but whether it can pay.
    for (const more of [{ places: ["whether Farm.put succeeds"] }, { path: "balanceOf[Bank]" }]) {
      assert.notEqual(adviseAll(token, [meeting(more)])[0]?.rule, "staking-accumulator");
    }
  });

  it("are none where what users put in is not what is paid by the index", () => {
    for (const put of [
      // What is lent goes out, and what is owed is paid by the index.
      PUT.replace("lp.transferFrom(msg.sender, address(this), n);", ""),
      PUT.replace("address(this)", "address(1)"),
      PUT.replace("lp.", "other."),
      PUT.replace("u.amount += n;", "u.amount += 2 * n;"),
      PUT.replace("u.amount += n;", "owed[msg.sender] += n;"),
    ]) {
      const body = contract(UPDATE, put).replace("Asked lp;", "Asked lp; Asked other;");
      assert.notEqual(said("acc", body)?.rule, "staking-accumulator", put);
    }
  });

  it("are none where users move what is shared out, but by a rate of the owner's", () => {
    const update = UPDATE.replace("1e18 /", "rate * 1e18 /");
    const by = (change: string) =>
      said(
        "acc",
        contract(update)
          .replace("Asked lp;", "Asked lp; uint256 rate = 7; address boss;")
          .replace("function put", `${change} function put`),
      )?.rule;
    assert.notEqual(by("function borrow(uint256 n) external { rate += n; }"), RULE);
    assert.equal(by(""), RULE);
    const owners = "function tune(uint256 n) external { require(msg.sender == boss); rate = n; }";
    assert.equal(by(owners), RULE);
  });

  it("are those of a token that goes by SafeERC20 and conversions", () => {
    const library =
      "library Safe { function safeTransferFrom(Asked t, address f, address to, uint256 n) internal { t.transferFrom(f, to, n); } }";
    for (const call of ["lp.safeTransferFrom(", "Safe.safeTransferFrom(lp, "]) {
      const put = PUT.replace("lp.transferFrom(", call).replace("+= n", "+= uint256(n)");
      const body = contract(UPDATE, put).replace(
        "contract A {",
        `${library} contract A { using Safe for Asked;`,
      );
      assert.equal(said("acc", body)?.rule, RULE, call);
    }
  });

  it("are none where it is divided by more than that, by another's, or nobody is paid by it", () => {
    for (const update of [
      UPDATE.replace("/ supply;", "/ (supply + debts);"),
      UPDATE.replace("address(this)", "msg.sender"),
      UPDATE.replace("(block.number - last) * 1e18", "1e18"),
    ]) {
      assert.notEqual(said("acc", contract(update))?.rule, "staking-accumulator", update);
    }
    const unpaid = PUT.replace("u.debt = u.amount * acc / 1e12;", "");
    assert.notEqual(said("acc", contract(UPDATE, unpaid))?.rule, "staking-accumulator");
  });
});
