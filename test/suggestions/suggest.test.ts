import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { ContractInfo } from "../../src/internal/model/contract.ts";
import type { ReportHotspot } from "../../src/internal/model/report.ts";
import type { SuggestionInput } from "../../src/internal/model/report-input.ts";
import type { RemediedGroup, RemedyGain } from "../../src/internal/model/suggestion.ts";
import { GLOBAL_COUNTER } from "../../src/internal/suggestions/rules/global-counter.ts";
import type { Rule } from "../../src/internal/suggestions/rule.ts";
import type { Price } from "../../src/internal/suggestions/price-advices.ts";
import { suggest, type SuggestOptions } from "../../src/internal/suggestions/suggest.ts";
import { makeHotspot } from "../report/make-report.ts";
import { compile } from "../slot-naming/support/compile.ts";

const SOURCE = (comment = "") => `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;
contract Clicks {
  ${comment}
  uint256 public total;
  uint256 public other;
  function click() external { total += 1; other = block.number; }
}`;
const CONTRACT = "contracts/Clicks.sol:Clicks";

function contractsOf(comment?: string): ContractInfo[] {
  return compile({ "contracts/Clicks.sol": SOURCE(comment) });
}

function hotspot(variable: string, override: Partial<ReportHotspot> = {}): ReportHotspot {
  return {
    ...makeHotspot(),
    contract: CONTRACT,
    variable,
    path: variable,
    packed: [],
    source: { file: "contracts/Clicks.sol", line: 5 },
    functions: ["Clicks.click"],
    sharing: [],
    findings: [],
    accumulators: [
      {
        function: "Clicks.click",
        field: null,
        verdict: "commutative",
        again: null,
        samples: 1,
        into: [],
        places: [],
        deltas: ["1"],
        own: "1",
        bounds: [],
        reason: null,
      },
    ],
    ...override,
  };
}

function inputOf(...hotspots: readonly ReportHotspot[]): SuggestionInput {
  return {
    hotspots: hotspots.map((one) => ({ group: `group of ${one.path}`, hotspot: one })),
    otherEngines: [],
    orders: [],
    notForCrowds: [],
  };
}

function run(input: SuggestionInput, options: Partial<SuggestOptions> = {}) {
  const price = (remedies: readonly RemediedGroup[]): RemedyGain[] =>
    remedies.map(() => ({
      threads: 8,
      now: 1,
      alone: 5,
      withAbove: 6,
      next: "group of total",
    }));
  const common = {
    contracts: contractsOf(),
    shards: 8,
    ignore: [],
    rules: [GLOBAL_COUNTER],
    price,
  };
  return suggest(input, { ...common, ...options });
}

describe("suggest", () => {
  it("makes a finding of what a rule says, with places, diff and gain", () => {
    const { findings, suppressed, problems } = run(inputOf(hotspot("total")));
    const [{ group, finding } = { group: "", finding: undefined }, ...others] = findings;
    assert(finding !== undefined);
    assert.deepEqual([others, suppressed, problems], [[], [], []]);
    assert.equal(group, "group of total");
    const { rule, title, severity, contract, variable, source, functions, price } = finding;
    assert.deepEqual(
      { rule, title, severity, contract, variable, source, functions, price },
      {
        rule: "global-counter",
        title: GLOBAL_COUNTER.title,
        severity: "high",
        contract: CONTRACT,
        variable: "total",
        source: { file: "contracts/Clicks.sol", line: 5 },
        functions: ["Clicks.click"],
        price: GLOBAL_COUNTER.price,
      },
    );
    assert(finding.evidence.includes("total is declared at contracts/Clicks.sol:5."));
    assert(finding.evidence.includes("It is changed by click (contracts/Clicks.sol:7)."));
    assert.match(
      finding.patch ?? "",
      /^--- a\/contracts\/Clicks\.sol\n\+\+\+ b\/contracts\/Clicks\.sol\n/,
    );
    assert.match(finding.patch ?? "", /% 8\] \+= 1/);
    assert.deepEqual(finding.gain, {
      threads: 8,
      now: 1,
      alone: 5,
      withAbove: 6,
      next: "Clicks.total",
      remedy: { kind: "shard", shards: 8, isSummed: true },
    });
  });

  it("has little confidence in what gains nothing, alone or where all the others are done", () => {
    const confidenceAt = (alone: number, last: number) => {
      const price: Price = (remedies, _engine, { comparing }) =>
        remedies.map(() => ({
          threads: 8,
          now: 1.5,
          alone: comparing === "last" ? last : alone,
          withAbove: 7,
          next: undefined,
        }));
      const [first] = run(inputOf(hotspot("total")), { price }).findings;
      const isSaid = first?.finding.evidence.some((one) => one.startsWith("By itself it gains"));
      return [first?.finding.confidence, isSaid];
    };
    assert.deepEqual(confidenceAt(1.5, 1.5), ["low", true]);
    assert.deepEqual(confidenceAt(1.4, 1.504), ["low", true]);
    assert.deepEqual(confidenceAt(1.5, 1.6), ["high", false]);
    assert.deepEqual(confidenceAt(1.6, 1.5), ["high", false]);
  });

  it("lets evidence decide as well as the code", () => {
    const flows = hotspot("total", {
      accumulators: hotspot("total").accumulators.map((one) => ({
        ...one,
        verdict: "flows",
        into: ["status"],
      })),
    });
    assert.deepEqual(run(inputOf(flows)).findings, []);
    assert.deepEqual(run(inputOf(hotspot("total", { accumulators: [] }))).findings, []);
    // Written by an assignment.
    assert.deepEqual(run(inputOf(hotspot("other"))).findings, []);
  });

  it("takes the first rule that fits", () => {
    const saying = (id: string): Rule => ({
      ...GLOBAL_COUNTER,
      id,
      check: () => ({ message: "", evidence: [], confidence: "low", refactor: "" }),
    });
    const never: Rule = { ...GLOBAL_COUNTER, id: "never", check: () => undefined };
    const { findings } = run(inputOf(hotspot("total")), {
      rules: [never, saying("first"), saying("second")],
    });
    assert.deepEqual(
      findings.map(({ finding }) => [finding.rule, finding.gain]),
      [["first", null]],
    );
  });

  it("does not say of a slot what makes it slower", () => {
    const slot: Rule = {
      ...GLOBAL_COUNTER,
      id: "slot",
      isAboutSlot: true,
      check: () => ({
        message: "",
        evidence: [],
        confidence: "high",
        refactor: "",
        remedy: { kind: "remove" },
      }),
    };
    const rulesSaid = (alone: number, rules: readonly Rule[]) => {
      const price = (remedies: readonly RemediedGroup[]): RemedyGain[] =>
        remedies.map(({ remedy }) => ({
          threads: 8,
          now: 3.1,
          alone: remedy.kind === "remove" ? alone : 5,
          withAbove: 5,
          next: undefined,
        }));
      const { findings } = run(inputOf(hotspot("total")), { rules, price });
      return findings.map(({ finding }) => finding.rule);
    };
    assert.deepEqual(rulesSaid(3.02, [slot]), []);
    assert.deepEqual(rulesSaid(3.02, [slot, GLOBAL_COUNTER]), ["global-counter"]);
    assert.deepEqual(rulesSaid(3.2, [slot]), ["slot"]);
    const variable: Rule = { ...GLOBAL_COUNTER, id: "variable", check: slot.check };
    assert.deepEqual(rulesSaid(3.02, [variable]), ["variable"]);
  });

  it("loses a rule that fails, not the others", () => {
    const failing: Rule = {
      ...GLOBAL_COUNTER,
      id: "failing",
      check: () => {
        throw new TypeError("unknown node");
      },
    };
    const { findings, problems } = run(inputOf(hotspot("total")), {
      rules: [failing, GLOBAL_COUNTER],
    });
    assert.equal(findings.length, 1);
    assert.match(
      problems.join(),
      /rule failing failed at .*Clicks, total.*TypeError: unknown node/,
    );
  });

  it("says nothing of contracts that it has no code of", () => {
    assert.deepEqual(run(inputOf(hotspot("total")), { contracts: [] }).findings, []);
    assert.deepEqual(run(inputOf(hotspot("total", { contract: null }))).findings, []);
  });
});

describe("suppression", () => {
  const suppressedBy = (options: Partial<SuggestOptions>) => {
    const { findings, suppressed } = run(inputOf(hotspot("total")), options);
    assert.equal(findings.length + suppressed.length, 1);
    return suppressed[0];
  };
  const known = { rule: "global-counter", contract: CONTRACT, variable: "total" };

  it("goes by the config: a rule, a contract by either name, a variable", () => {
    for (const ignore of [
      { rule: "global-counter" },
      { rule: "global-counter", contract: "Clicks" },
      { rule: "global-counter", contract: CONTRACT, variable: "total" },
    ]) {
      const expected = { ...known, by: "config", reason: null };
      assert.deepEqual(suppressedBy({ ignore: [ignore] }), expected);
    }
    const reason = "we need the order";
    const withReason = suppressedBy({ ignore: [{ rule: "global-counter", reason }] });
    assert.equal(withReason?.reason, reason);
    for (const ignore of [
      { rule: "cap" },
      { rule: "global-counter", contract: "licks" },
      { rule: "global-counter", variable: "other" },
    ]) {
      assert.equal(suppressedBy({ ignore: [ignore] }), undefined);
    }
  });

  it("goes by a comment, with its reason", () => {
    const comment = (text: string) => ({ contracts: contractsOf(`/// @custom:${text}`) });
    assert.deepEqual(suppressedBy(comment("parallel-evm-ignore global-counter read on chain")), {
      ...known,
      by: "comment",
      reason: "read on chain",
    });
    assert.equal(suppressedBy(comment("parallel-evm-ignore cap no")), undefined);
    assert.equal(suppressedBy(comment("parallel-evm-ignore global-counters no")), undefined);
  });
});
