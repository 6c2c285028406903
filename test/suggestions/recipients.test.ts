import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { ReportHotspot } from "../../src/internal/model/report.ts";
import { PUSH_PAYMENTS } from "../../src/internal/suggestions/rules/push-payments.ts";
import { suggest } from "../../src/internal/suggestions/suggest.ts";
import type { Ignore } from "../../src/internal/suggestions/suppression.ts";
import { makeHotspot } from "../report/make-report.ts";
import { compile } from "../slot-naming/support/compile.ts";
import { FILE, solidity } from "./support/refactored.ts";

const contracts = compile(
  solidity(`contract Payer {
    address payable[] list;
    function pay() external payable { for (uint256 i; i < list.length; i++) list[i].transfer(msg.value / list.length); }
}
contract Other {
    function give(address payable to) external payable { to.transfer(msg.value); }
}`),
);

/** The balance of an account that two contracts pay; of a contract if it is named. */
function balanceOf(account: string, contract: string | null = null): ReportHotspot {
  return {
    ...makeHotspot(),
    class: "balance",
    contract,
    variable: null,
    path: `balance of ${account}`,
    packed: [],
    source: null,
    accesses: [],
    accumulators: [],
    sharing: [],
    functions: ["Other.give", "Payer.pay"],
  };
}

function adviceOn(hotspots: readonly ReportHotspot[], ignore: readonly Ignore[] = []) {
  const input = {
    hotspots: [],
    otherEngines: hotspots.map((hotspot) => ({
      group: hotspot.path,
      hotspot: { ...hotspot, profile: "key-based" as const },
    })),
    orders: [],
    notForCrowds: [],
  };
  const options = { contracts, shards: 4, ignore, rules: [PUSH_PAYMENTS], price: () => [] };
  return suggest(input, options);
}

/** What is said of a contract that pays a list in a loop. */
function saidOf(body: string) {
  const input = {
    hotspots: [],
    otherEngines: [
      { group: "a", hotspot: { ...balanceOf("0x01"), profile: "key-based" as const } },
    ],
    orders: [],
    notForCrowds: [],
  };
  const own = compile(solidity(`contract Payer { address payable[] list; ${body} }`));
  const options = {
    contracts: own,
    shards: 4,
    ignore: [],
    rules: [PUSH_PAYMENTS],
    price: () => [],
  };
  return suggest(input, options).findings[0]?.finding;
}

describe("payments that are not shown to be covered", () => {
  const LOOP = "for (uint256 i; i < list.length; i++) list[i].transfer";

  it("get no diff, and are told to be checked where something is sent", () => {
    const finding = saidOf(
      `function pay(uint256[] calldata n) external payable { ${LOOP}(n[i]); }`,
    );
    assert.equal(finding?.patch, null);
    assert.match(finding.refactor, /require\(sum <= msg\.value\)/);
  });

  it("get none where only another function gives away what would be owed", () => {
    const shares = `function pay() external payable { ${LOOP}(msg.value / list.length); }`;
    const covered = saidOf(shares);
    assert.notEqual(covered?.patch ?? null, null);
    const rescue = "function rescue(uint256 n) external { list[0].transfer(n); }";
    assert.equal(saidOf(`${shares} ${rescue}`)?.patch, null);
  });

  it("are left alone where nothing comes in with the call", () => {
    const body = `mapping(address => uint256) wage; receive() external payable {} function pay() external { ${LOOP}(wage[list[i]]); }`;
    assert.equal(saidOf(body), undefined);
  });
});

describe("payments that may be of what the contract holds", () => {
  const EACH = "for (uint256 i; i < list.length; i++) list[i].transfer(each);";
  const paying = (each: string, more = "") =>
    saidOf(`${more} function pay(uint256 n) external payable { uint256 each = ${each}; ${EACH} }`);
  const STOCK =
    "uint256 bonus; uint256 price; uint256 constant PRIZE = 5; mapping(address => uint256) wage; receive() external payable {}";

  it("are left alone: who is owed what would be counted in again", () => {
    for (const each of [
      "address(this).balance / list.length",
      "(msg.value + address(this).balance) / list.length",
      "msg.value / list.length + bonus",
      "msg.value / list.length + n",
      "msg.value / list.length + PRIZE",
      "(bonus + msg.value) / list.length",
      "bonus",
      "PRIZE",
      "n > 0 ? msg.value / list.length : bonus",
    ]) {
      assert.equal(paying(each, STOCK), undefined, each);
    }
    const added = `function pay() external payable { uint256 each = msg.value / list.length; each += bonus; ${EACH} }`;
    assert.equal(saidOf(`${STOCK} ${added}`), undefined);
    const byTwo = `function pay() external payable { _pay(msg.value); } function drain() external { _pay(address(this).balance); } function _pay(uint256 all) private { uint256 each = all / list.length; ${EACH} }`;
    assert.equal(saidOf(`${STOCK} ${byTwo}`), undefined);
  });

  it("are not, where all of it has come with the call", () => {
    const rates = "uint256[] bps; uint256 price; receive() external payable {}";
    for (const each of [
      "msg.value * bps[n] / 10000",
      "n > 0 ? msg.value / list.length : 0",
      "n",
      "n * price",
    ]) {
      const finding = paying(each, rates);
      assert.match(finding?.refactor ?? each, /require\(sum <= msg\.value\)/);
      assert.match(
        finding?.refactor ?? each,
        /_owed\[list\[i\]\]\[uint160\(msg\.sender\) % 4\] \+= each;/,
      );
    }
    const priced = `uint256 price; function pay() external payable { require(msg.value == price); uint256 each = price / list.length; ${EACH} }`;
    assert.notEqual(saidOf(priced), undefined);
    // Of this one sees that it is there.
    assert.equal(typeof paying("(msg.value - price) / list.length", rates)?.patch, "string");
    const least = priced.replace("==", ">=");
    assert.equal(saidOf(least), undefined);
  });

  it("are told to keep from whoever may pay them away, by name", () => {
    const shares = `function pay() external payable { uint256 each = msg.value / list.length; ${EACH} }`;
    const rescue = "function rescue(address payable to, uint256 n) external { to.transfer(n); }";
    const sweep = "function sweep() external { list[0].transfer(address(this).balance); }";
    const one = saidOf(`${shares} ${rescue}`)?.refactor ?? "";
    assert.match(one, /\n\/\/ Payer\.rescue may: it has to leave what is owed, or to go\.$/);
    assert.doesNotMatch(one, /sum <= msg\.value/);
    assert.match(
      saidOf(`${shares} ${rescue} ${sweep}`)?.refactor ?? "",
      /\n\/\/ Payer\.rescue and Payer\.sweep may: they have to/,
    );
  });
});

describe("tokens that are paid to many", () => {
  const tokens = (body: string) => {
    const own = compile(
      solidity(`contract Coin { mapping(address => uint256) public balanceOf;
        function transfer(address to, uint256 n) external returns (bool) { balanceOf[msg.sender] -= n; balanceOf[to] += n; return true; }
        function transferFrom(address from, address to, uint256 n) external returns (bool) { balanceOf[from] -= n; balanceOf[to] += n; return true; } }
      contract Payer { Coin coin; address[] list; ${body} }`),
    );
    const hotspot: ReportHotspot = {
      ...balanceOf("0x01", `${FILE}:Coin`),
      class: "storage",
      variable: "balanceOf",
      path: "balanceOf[*]",
      functions: ["Payer.pay"],
    };
    const input = {
      hotspots: [{ group: "a", hotspot }],
      otherEngines: [],
      orders: [],
      notForCrowds: [],
    };
    const options = {
      contracts: own,
      shards: 4,
      ignore: [],
      rules: [PUSH_PAYMENTS],
      price: () => [],
    };
    return suggest(input, options).findings[0]?.finding.refactor;
  };
  const LOOP = "for (uint256 i; i < list.length; i++)";

  it("are the sender's, or are left alone", () => {
    assert.match(
      tokens(
        `function pay(uint256 n) external { ${LOOP} coin.transferFrom(msg.sender, list[i], n); }`,
      ) ?? "",
      /the call takes all that it notes from msg\.sender/,
    );
    assert.notEqual(
      tokens(
        `function pay(uint256 n) external { coin.transferFrom(msg.sender, address(this), n); ${LOOP} coin.transfer(list[i], n / list.length); }`,
      ),
      undefined,
    );
    assert.equal(
      tokens(
        `function pay() external { uint256 n = coin.balanceOf(address(this)) / list.length; ${LOOP} coin.transfer(list[i], n); }`,
      ),
      undefined,
    );
  });
});

describe("the balances of those who are paid", () => {
  it("are asked of the contracts that pay, and told of once", () => {
    const { findings, problems } = adviceOn([balanceOf("0x01"), balanceOf("0x02")]);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      findings.map(({ group }) => group),
      ["balance of 0x01", "balance of 0x02"],
    );
    const [finding, ...others] = new Set(findings.map((one) => one.finding));
    assert.deepEqual(others, []);
    assert.equal(finding?.contract, `${FILE}:Payer`);
    assert.equal(finding.variable, "recipient.balance");
    assert.deepEqual(finding.functions, ["Payer.pay"]);
    assert.equal(finding.profile, "key-based");
  });

  it("are the payer's matter if the one who is paid is a contract, too", () => {
    const { findings } = adviceOn([balanceOf("Other", `${FILE}:Other`)]);
    assert.deepEqual(
      findings.map(({ finding }) => finding.contract),
      [`${FILE}:Payer`],
    );
  });

  it("can be told to be of no interest, by their name", () => {
    const ignore = { rule: "push-payments", contract: "Payer", variable: "recipient.balance" };
    const { findings, suppressed } = adviceOn([balanceOf("0x01")], [ignore]);
    assert.deepEqual(findings, []);
    assert.deepEqual(
      suppressed.map(({ contract, variable }) => [contract, variable]),
      [[`${FILE}:Payer`, "recipient.balance"]],
    );
  });
});
