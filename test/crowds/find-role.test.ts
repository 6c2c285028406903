import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { id, ZeroHash } from "ethers";

import type { CrowdCall } from "../../src/internal/model/crowd.ts";
import type { CompiledContract } from "../executor/support/solidity.ts";
import {
  ALL_PAIRS,
  ALL_SUCCEED,
  Cloned,
  CrowdLab,
  type Deployed,
  whyNot,
} from "./support/crowd-lab.ts";
import { coin, keepers, multisig, rights } from "./support/role-contracts.ts";
import { word } from "./support/known.ts";

const ROLE = {
  cause: "owner-only",
  reason: "it takes a role that the sender was granted",
} as const;

/** Those on the list are users 1 to 3. */
async function listed(contract: CompiledContract) {
  const lab = await CrowdLab.create();
  const on = [1, 2, 3].map((user) => lab.user(user));
  return { lab, contract: await lab.deploy(contract, on) };
}

/** The call of the first one, which the second one has made as well. */
async function bySeveral(
  contract: Deployed,
  name: string,
  args: readonly unknown[] = [],
  others = args,
): Promise<CrowdCall> {
  const call = await contract.call(1, name, args);
  const { transaction: other } = await contract.call(2, name, others);
  return { ...call, occurrences: 2, other };
}

describe("findRole, of who is on a list", () => {
  it("has owners confirm the same, or each something else", async () => {
    const { lab, contract } = await listed(multisig);
    for (let i = 0; i < 2; i++) await contract.call(1, "submit", [lab.user(5), 1]);
    for (const name of ["confirm", "revoke"]) {
      const cloned = await Cloned.of(await bySeveral(contract, name, [1]));
      assert.deepEqual(cloned.statuses("same"), ALL_SUCCEED);
      assert.deepEqual(Object.values(cloned.conflicts("same")), [ALL_PAIRS]);
      assert.deepEqual(cloned.conflicts("spread"), {});
      // Who confirms has the entry.
      assert.deepEqual(cloned.crowd("same").crowd.substitution, { arguments: true, values: true });
    }
    const submit = await bySeveral(contract, "submit", [lab.user(5), 1]);
    const location = contract.entry(0, lab.user(1));
    assert.deepEqual(await whyNot(submit), { ...ROLE, location });
  });

  it("has minters mint of what each may", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(coin);
    for (const user of [1, 2]) await contract.call(0, "configureMinter", [lab.user(user), 1_000]);
    const cloned = await Cloned.of(await bySeveral(contract, "mint", [lab.user(5), 10]));
    assert.deepEqual(cloned.statuses("same"), ALL_SUCCEED);
    const [supply, balance] = [contract.slot(5), contract.entry(4, lab.user(5))];
    assert.deepEqual(cloned.conflicts("same"), { [supply]: ALL_PAIRS, [balance]: ALL_PAIRS });
    assert.deepEqual(cloned.conflicts("spread"), { [supply]: ALL_PAIRS });
    const configure = await contract.call(0, "configureMinter", [lab.user(3), 1_000]);
    assert.equal((await whyNot(configure)).cause, "owner-only");
  });

  it("leaves roles of AccessControl to those who have them, however many", async () => {
    const { lab, contract } = await listed(rights);
    const roleOf = (role: string) => contract.entry(0, BigInt(role), word(lab.user(1)));
    const calls = [
      [
        await bySeveral(
          contract,
          "grantRole",
          [id("PAUSER"), lab.user(5)],
          [id("PAUSER"), lab.user(6)],
        ),
        ZeroHash,
      ],
      // Itself: it could name somebody else.
      [
        await bySeveral(
          contract,
          "grantRole",
          [id("OTHER"), lab.user(1)],
          [id("OTHER"), lab.user(2)],
        ),
        ZeroHash,
      ],
      [await bySeveral(contract, "setPaused", [true], [false]), id("PAUSER")],
      [await bySeveral(contract, "tick"), id("WORKER")],
    ] as const;
    for (const [call, role] of calls) {
      assert.deepEqual(await whyNot(call), { ...ROLE, location: roleOf(role) });
    }
    const cloned = await Cloned.of(await bySeveral(contract, "record"));
    assert.deepEqual(cloned.conflicts("same"), { [contract.slot(3)]: ALL_PAIRS });
    assert.deepEqual(cloned.statuses("same"), ALL_SUCCEED);
    // Of one who has it, nobody knows whether there are others.
    const { cause } = await whyNot(await contract.call(1, "record"));
    assert.equal(cause, "owner-only");
  });

  it("leaves what keepers do, unless each does it for itself", async () => {
    const { lab, contract } = await listed(keepers);
    const location = contract.entry(0, lab.user(1));
    assert.deepEqual(await whyNot(await bySeveral(contract, "harvest")), { ...ROLE, location });
    const cloned = await Cloned.of(await bySeveral(contract, "harvestForFee"));
    assert.deepEqual(cloned.conflicts("same"), { [contract.slot(1)]: ALL_PAIRS });
    assert.deepEqual(cloned.statuses("same"), ALL_SUCCEED);
  });
});
