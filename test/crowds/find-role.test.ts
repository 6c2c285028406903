import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { id, ZeroHash } from "ethers";

import type { FlagsOfSuite } from "../../src/internal/crowds/find-role.ts";
import { locationOf } from "../../src/internal/crowds/known-call.ts";
import { studyCall } from "../../src/internal/crowds/study-call.ts";
import type { CrowdCall } from "../../src/internal/model/crowd.ts";
import type { CompiledContract } from "../executor/support/solidity.ts";
import {
  ALL_PAIRS,
  ALL_SUCCEED,
  Cloned,
  CrowdLab,
  type Deployed,
  execute,
  whyNot,
} from "./support/crowd-lab.ts";
import { coin, keepers, multisig, passes, rights } from "./support/role-contracts.ts";
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

describe("findRole, of what the suite tells of flags", () => {
  const flagsOf = (setter: CrowdCall, flagIn: FlagsOfSuite["flagIn"] = () => undefined) => ({
    setterOf: () => setter,
    isNumber: () => false,
    flagIn,
  });

  it("takes no flag for a role that anybody can set for another", async () => {
    const { lab, contract } = await listed(passes);
    const gift = await contract.call(5, "gift", [lab.user(6)], { value: "0x5" });
    const visit = await contract.call(6, "visit");
    assert.equal((await studyCall(visit, execute)).kind, "uncloned");
    assert.equal((await studyCall(visit, execute, flagsOf(gift))).kind, "cloneable");
  });

  it("takes one for a role that only those who have it can give", async () => {
    const { lab, contract } = await listed(passes);
    const invite = await contract.call(1, "invite", [lab.user(6)]);
    const visit = await contract.call(6, "visit");
    const flags = flagsOf(invite);
    const ofFirst = {
      ...flags,
      setterOf: (location: string) => {
        return location === contract.entry(0, lab.user(6)) ? invite : undefined;
      },
    };
    assert.equal((await studyCall(visit, execute, ofFirst)).kind, "uncloned");
  });

  it("has those who enter themselves in a list do so for themselves", async () => {
    const { contract } = await listed(passes);
    const cloned = await Cloned.of(await contract.call(1, "sign", [7]));
    assert.deepEqual(cloned.statuses("same"), ALL_SUCCEED);
    assert.equal(cloned.conflicts("same")[contract.entry(2, 7)], ALL_PAIRS);
  });

  it("takes a flag beside another field for a role", async () => {
    const { lab, contract } = await listed(passes);
    const hire = await contract.call(1, "hire", [lab.user(6)]);
    const setRate = await contract.call(6, "setRate", [9]);
    assert.equal((await studyCall(setRate, execute)).kind, "cloneable");
    const keeper = contract.entry(3, lab.user(6));
    const flags = {
      ...flagsOf(hire, (_, slot) =>
        locationOf(slot) === keeper ? { byte: 0, bytes: 1 } : undefined,
      ),
      setterOf: (location: string) => (location === keeper ? hire : undefined),
    };
    const studied = await studyCall(setRate, execute, flags);
    assert(studied.kind === "uncloned");
    assert.deepEqual([studied.cause, studied.location], ["owner-only", keeper]);
  });
});
