/** Pairs of tokens are kept under both of them, the lower one first. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { studyCall } from "../../src/internal/crowds/study-call.ts";
import { studyPairs } from "../../src/internal/crowds/study-pairs.ts";
import type { CrowdCall, CrowdTarget } from "../../src/internal/model/crowd.ts";
import type { Hex } from "../../src/internal/model/location.ts";
import {
  ALL_PAIRS,
  ALL_SUCCEED,
  Cloned,
  conflictsOf,
  CrowdLab,
  execute,
} from "./support/crowd-lab.ts";
import { factory } from "./support/list-contracts.ts";
import { word } from "./support/known.ts";

const LOW: Hex = `0x${"1d".repeat(20)}`;
const HIGH: Hex = `0x${"e7".repeat(20)}`;
/** As high, but for its end. */
const NEXT: Hex = `0x${"e7".repeat(4)}${"77".repeat(16)}`;
const OTHER: Hex = `0x${"b4".repeat(20)}`;

/** The targets at which two users meet at a slot other than `beside`. */
async function meetAt(first: CrowdCall, second: CrowdCall, beside: readonly string[] = []) {
  const [a, b] = [await studyCall(first, execute), await studyCall(second, execute)];
  assert(a.kind === "cloneable" && b.kind === "cloneable");
  const [studied] = await studyPairs([{ a, b }], execute, () => false);
  const met = studied?.runs.flatMap(({ target, executions }): CrowdTarget[] => {
    const slots = executions.flatMap((one) => Object.keys(conflictsOf(one)));
    return slots.some((slot) => !beside.includes(slot)) ? [target] : [];
  });
  return [...new Set(met)].sort();
}

for (const [a, b] of [
  [LOW, HIGH],
  [HIGH, LOW],
  [HIGH, NEXT],
  [NEXT, HIGH],
] as const) {
  describe(`calls that name ${a} and ${b}`, () => {
    it("create the same pair, or pairs of a list", async () => {
      const lab = await CrowdLab.create();
      const contract = await lab.deploy(factory);
      const create = await contract.call(1, "createPair", [a, b]);
      const cloned = await Cloned.of(create);
      const [length, nonce] = [contract.slot(1), `nonce:${contract.address}`];
      assert.deepEqual(cloned.conflicts("spread"), { [nonce]: ALL_PAIRS, [length]: ALL_PAIRS });
      assert.deepEqual(cloned.statuses("spread"), ALL_SUCCEED);
      assert.deepEqual(cloned.crowd("spread").crowd.varied, [word(a), word(b)]);
      assert.deepEqual(await meetAt(create, create, [nonce, length]), ["same"]);
    });

    for (const name of ["trade", "sell"]) {
      it(`${name} at the same pair, or at others`, async () => {
        const lab = await CrowdLab.create();
        const contract = await lab.deploy(factory);
        await contract.call(1, "createPair", [a, b]);
        await contract.call(1, "createPair", [b, OTHER]);
        const call = await contract.call(1, name, [a, b, 3]);
        const cloned = await Cloned.of(call);
        assert.deepEqual(Object.values(cloned.conflicts("same")), [ALL_PAIRS]);
        assert.deepEqual(cloned.conflicts("spread"), {});
        assert.deepEqual(cloned.statuses("spread"), ALL_SUCCEED);
        assert.deepEqual(cloned.crowd("spread").crowd.varied, [word(a), word(b)]);
        assert.deepEqual(await meetAt(call, call), ["same"]);
        const other = await contract.call(1, "trade", [OTHER, b, 3]);
        const trade = await contract.call(2, "trade", [a, b, 3]);
        assert.deepEqual(await meetAt(trade, other), ["same"]);
      });
    }
  });
}
