import assert from "node:assert/strict";
import { after, describe, it } from "node:test";

import { analyseRun } from "../../src/internal/analysis/analyse-run.ts";
import { profileOf } from "../../src/internal/analysis/profiles/all-profiles.ts";
import { Executor } from "../../src/internal/executor/executor.ts";
import type { ProfileId } from "../../src/internal/model/profile.ts";
import type { ParallelReport, ReportHotspot } from "../../src/internal/model/report.ts";
import type { Scenario } from "../../src/internal/model/scenario.ts";
import { buildReport } from "../../src/internal/report/build-report.ts";
import { nameRun } from "../../src/internal/session/name-run.ts";
import { createNamer } from "../../src/internal/slot-naming/create-namer.ts";
import { EdrChain } from "../executor/support/edr-chain.ts";
import { vault } from "../executor/support/guard.ts";
import { encode } from "../executor/support/solidity.ts";

const executor = new Executor({ threads: 2 });

after(() => executor.end());

describe("engine profiles, from Solidity to the report", () => {
  it("see a storage guard on key-based engines only", async () => {
    const scenario = await scenarioOf(["enter"], ["enter"], ["enter"]);
    const report = await reportOf(scenario, "block-stm");
    assert.deepEqual(report.hotspots, []);
    assert.deepEqual(report.otherEngines.map(describeHotspot), ["key-based storage 0x0: 3"]);
    assert.deepEqual(countsOf(report.otherEngines[0]), [0, 0, 3, 0]);
    const byKey = await reportOf(scenario, "key-based");
    assert.deepEqual(byKey.hotspots.map(describeHotspot), ["storage 0x0: 3"]);
    assert.deepEqual(byKey.otherEngines, []);
    assert.equal(byKey.summary.speedup.bound, 1);
    assert.ok(report.summary.speedup.bound > 2.9);
    assert.deepEqual(
      [report, byKey].map(({ scenarios }) => scenarios[0]?.profile),
      ["block-stm", "key-based"],
    );
  });

  it("see a setting that is set to what it is on key-based engines only", async () => {
    const scenario = await scenarioOf(["setLimit", 7n], ["setLimit", 7n]);
    const report = await reportOf(scenario, "block-stm");
    assert.deepEqual(report.hotspots, []);
    assert.deepEqual(report.otherEngines.map(describeHotspot), ["key-based storage 0x1: 1"]);
    const changed = await reportOf(
      await scenarioOf(["setLimit", 8n], ["setLimit", 8n]),
      "block-stm",
    );
    assert.deepEqual(changed.hotspots.map(describeHotspot), ["storage 0x1: 1"]);
    assert.deepEqual(countsOf(changed.hotspots[0]), [0, 1, 1, 1]);
  });

  it("see nothing of a guard that a revert released", async () => {
    const report = await reportOf(await scenarioOf(["tryToEnter"], ["tryToEnter"]), "key-based");
    assert.deepEqual(report.hotspots, []);
  });

  it("let a value that was changed back be read at once where values count", async () => {
    const scenario = await scenarioOf(["setLimit", 8n], ["setLimit", 7n], ["setLimit", 7n]);
    const report = await reportOf(scenario, "value-based");
    assert.deepEqual(report.hotspots.map(describeHotspot), ["storage 0x1: 1"]);
    assert.deepEqual(countsOf(report.hotspots[0]), [0, 3, 3, 1]);
  });

  it("have payments add up, unless somebody looks or balances are keys", async () => {
    const payments = await reportOf(await scenarioOf(["deposit"], ["deposit"]), "block-stm");
    assert.deepEqual(payments.hotspots, []);
    assert.deepEqual(payments.otherEngines.map(describeHotspot), ["key-based balance: 1"]);
    const look = await reportOf(await scenarioOf(["deposit"], ["look"]), "block-stm");
    assert.deepEqual(look.hotspots.map(describeHotspot), ["balance: 1"]);
    assert.deepEqual(countsOf(look.hotspots[0]), [0, 1, 1, 1]);
  });

  it("have a validator with the access list wait for nothing", async () => {
    const scenario = await scenarioOf(["setLimit", 8n], ["setLimit", 9n], ["enter"]);
    const report = await reportOf(scenario, "access-list");
    assert.deepEqual(report.hotspots, []);
    assert.deepEqual(report.scenarios[0]?.conflicts, []);
    assert.deepEqual(report.otherEngines.map(describeHotspot), ["block-stm storage 0x1: 1"]);
    const gas = scenario.transactions.map(({ expected }) => Number(expected?.gasUsed));
    const ratio = gas.reduce((sum, one) => sum + one, 0) / Math.max(...gas);
    assert.equal(report.summary.speedup.bound, Math.round(ratio * 100) / 100);
  });
});

type Call = readonly [name: string, ...args: unknown[]];

/** Each call of another sender. Deposits bring 5 wei. */
async function scenarioOf(...calls: readonly Call[]): Promise<Scenario> {
  const chain = await EdrChain.create();
  const to = await chain.deploy(vault.bytecode);
  return chain.sequence(
    calls.map(([name, ...args], index) => ({
      from: chain.account(index + 1),
      to,
      data: encode(vault, name, args),
      ...(name === "deposit" ? { value: "0x5" } : {}),
    })),
  );
}

async function reportOf(scenario: Scenario, profile: ProfileId): Promise<ParallelReport> {
  const executions = await executor.execute([scenario]);
  for (const { verification } of executions[0]?.transactions ?? []) {
    assert.deepEqual(verification, { kind: "matched" });
  }
  const names = nameRun(executions, createNamer([]));
  const run = analyseRun(executions, names, profileOf(profile));
  return buildReport({ ...run, setup: [], names, transactions: [], workers: 2, notes: [] });
}

/** `storage 0x1: 3` of three conflicts at slot 1; the engine in front, if the hotspot is one of another's. */
function describeHotspot(hotspot: ReportHotspot & { readonly profile?: ProfileId }): string {
  const { profile, class: name, slot, conflicts } = hotspot;
  const place = slot === null ? [] : [`0x${BigInt(slot).toString(16)}`];
  return `${[...(profile === undefined ? [] : [profile]), name, ...place].join(" ")}: ${conflicts}`;
}

/** Conflicts on access-list, block-stm, key-based and value-based. */
function countsOf(hotspot: ReportHotspot | undefined): readonly number[] {
  return hotspot?.profiles.map(({ conflicts }) => conflicts) ?? [];
}
