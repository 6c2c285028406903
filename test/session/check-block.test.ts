import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { ExecutedTransaction } from "../../src/internal/model/execution.ts";
import { checkBlock } from "../../src/internal/session/check-block.ts";
import { TINY_RECEIPTS_ROOT, word } from "../block-files/tiny-block.ts";
import { executionOf, matched, tinyFile } from "./replay-support.ts";

const REJECTED: ExecutedTransaction = {
  verification: { kind: "mismatched", difference: "the executor rejects it: poor sender" },
};
const SKIPPED: ExecutedTransaction = {
  verification: { kind: "skipped", cause: "unsupported", reason: "hardfork moon is not supported" },
};

describe("checkBlock", () => {
  it("finds nothing where gas and receipts root are the header's", async () => {
    const check = await checkBlock(tinyFile(), executionOf());
    assert.deepEqual(check, {
      kind: "checked",
      differences: [],
      receiptsRoot: TINY_RECEIPTS_ROOT,
    });
  });

  it("names gas and receipts root that differ, with both values", async () => {
    const execution = executionOf(undefined, { 3: matched(21_001n, false) });
    const differences = await differencesOf(tinyFile(), execution);
    assert.match(differences[0] ?? "", /^gas used: header 102467, executor 102468$/);
    assert.match(differences[1] ?? "", /^receipts root: header 0xf9a95e.*, executor 0x/);
    assert.equal(differences.length, 2);
  });

  it("notices logs that differ though the gas does not", async () => {
    const execution = executionOf(undefined, { 3: matched(21_000n, true) });
    const [difference = "", ...others] = await differencesOf(tinyFile(), execution);
    assert.match(difference, /^receipts root/);
    assert.deepEqual(others, []);
  });

  it("does not compare receipts before Byzantium", async () => {
    const expected = { gasUsed: 102_467, receiptsRoot: word(5) };
    for (const hardfork of [
      "chainstart",
      "homestead",
      "dao",
      "tangerineWhistle",
      "spuriousDragon",
    ]) {
      const file = { ...tinyFile({ expected }), hardfork };
      assert.deepEqual(await checkBlock(file, executionOf()), { kind: "checked", differences: [] });
    }
    const byzantium = { ...tinyFile({ expected }), hardfork: "byzantium" };
    assert.equal((await differencesOf(byzantium, executionOf())).length, 1);
  });

  it("names the first transactions whose runs differ, and counts the others", async () => {
    const differs: ExecutedTransaction = {
      ...matched(26_389n),
      verification: { kind: "mismatched", difference: "status: sequential run 1, parallel run 0" },
    };
    const execution = executionOf(undefined, { 0: differs, 1: differs, 2: differs, 3: differs });
    const differences = await differencesOf(tinyFile(), execution);
    assert.match(differences[1] ?? "", /^transaction 0, 0x0+701: status/);
    assert(differences.includes("1 more transactions differ"), differences.join("\n"));
  });

  it("compares no sums when a transaction was rejected", async () => {
    const differences = await differencesOf(tinyFile(), executionOf(undefined, { 1: REJECTED }));
    assert.deepEqual(differences, [
      `transaction 1, ${word(0x702)}: the executor rejects it: poor sender`,
    ]);
  });

  it("says why a block cannot be run, and for how many of its transactions", async () => {
    const one = await checkBlock(tinyFile(), executionOf(undefined, { 1: SKIPPED }));
    assert.deepEqual(one, {
      kind: "unrunnable",
      reason: "hardfork moon is not supported (1 of 4 transactions)",
      isDefect: false,
    });
    const replaced = { 0: SKIPPED, 1: SKIPPED, 2: SKIPPED, 3: SKIPPED };
    const all = await checkBlock(tinyFile(), executionOf(undefined, replaced));
    const reason = "hardfork moon is not supported";
    assert.deepEqual(all, { kind: "unrunnable", reason, isDefect: false });
  });

  it("tells a defect of the executor from what it does not support", async () => {
    const reason = "the executor has a defect (TypeError: x)";
    const broken: ExecutedTransaction = {
      verification: { kind: "skipped", cause: "defect", reason },
    };
    const check = await checkBlock(tinyFile(), executionOf(undefined, { 0: broken, 1: SKIPPED }));
    assert.deepEqual(check, {
      kind: "unrunnable",
      reason: `${reason} (2 of 4 transactions)`,
      isDefect: true,
    });
  });

  it("blames the file for a transaction that its state does not allow", async () => {
    const reason = "its sender has 1 wei and may have to pay 2";
    const poor: ExecutedTransaction = {
      verification: { kind: "skipped", cause: "rejected", reason },
    };
    const differences = await differencesOf(tinyFile(), executionOf(undefined, { 1: poor }));
    assert.deepEqual(differences, [
      `transaction 1, ${word(0x702)}: it is not valid on the state of the file: ${reason}`,
    ]);
  });
});

async function differencesOf(...args: Parameters<typeof checkBlock>): Promise<readonly string[]> {
  const check = await checkBlock(...args);
  assert(check.kind === "checked");
  return check.differences;
}
