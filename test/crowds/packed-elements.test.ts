/** Elements that share slots: two that name the same one meet, and such as name others of the slot. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { studyPairs } from "../../src/internal/crowds/study-pairs.ts";
import { ALL_SUCCEED, Cloned, conflictsOf, CrowdLab, execute, USERS } from "./support/crowd-lab.ts";
import { packed } from "./support/list-contracts.ts";

describe("elements that share slots", () => {
  const cases = [
    ["raise", [33]],
    ["score", [5, 3]],
    ["score", [0, 3]],
    ["flag", [40]],
    ["flag", [0]],
    ["time", [20]],
    ["setBit", [300]],
    ["claim", [300]],
    ["scoreIn", [3, 9]],
    ["move", [7, 20, 2]],
    ["move", [7, 6, 2]],
  ] as const;
  for (const [name, args] of cases) {
    it(`are others for each user, or the same: ${name}(${args.join()})`, async () => {
      const lab = await CrowdLab.create();
      const contract = await lab.deploy(packed);
      const call = await contract.call(1, name, args);
      const cloned = await Cloned.of(call);
      // One that writes what is there already is in nobody's way.
      assert(Object.values(cloned.conflicts("same")).some((pairs) => pairs >= USERS - 1));
      assert.deepEqual(cloned.conflicts("spread"), {});
      assert.deepEqual(cloned.statuses("spread"), ALL_SUCCEED);
      const studied = cloned.call;
      const [pair] = await studyPairs([{ a: studied, b: studied }], execute, () => false);
      const met = pair?.runs.flatMap(({ target, executions }) => {
        return executions.some((one) => Object.keys(conflictsOf(one)).length > 0) ? [target] : [];
      });
      assert.deepEqual([...new Set(met)], ["same"]);
    });
  }
});
