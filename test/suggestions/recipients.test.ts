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
    function pay() external payable { for (uint256 i; i < list.length; i++) list[i].transfer(1); }
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
