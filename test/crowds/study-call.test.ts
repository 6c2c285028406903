import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { AbiCoder, HDNodeWallet, Interface, keccak256, SigningKey, Wallet } from "ethers";

import { studyCall } from "../../src/internal/crowds/study-call.ts";
import type { CrowdCall } from "../../src/internal/model/crowd.ts";
import type { Hex } from "../../src/internal/model/location.ts";
import { encode } from "../executor/support/solidity.ts";
import { compile, contractNamed } from "../slot-naming/support/compile.ts";
import { admin, counter, drop, orders, signed, vouchers } from "./support/contracts.ts";
import { ALL_PAIRS, ALL_SUCCEED, Cloned, CrowdLab, execute, whyNot } from "./support/crowd-lab.ts";
import { word } from "./support/known.ts";

const SIGNATURE = { cause: "signature", reason: "it checks a signature, which others cannot make" };
const ROLE = { cause: "owner-only", reason: "it takes a role that the sender was granted" };
const FAILS = "it fails for another sender";

describe("studyCall, of what is the owner's", () => {
  it("finds the owner in storage", async () => {
    const { contract } = await adminLab();
    assert.deepEqual(await whyNot(await contract.call(0, "setFee", [5])), {
      cause: "owner-only",
      reason: FAILS,
      location: contract.slot(0),
    });
  });

  it("does not take for the owner's what another sender did, who is stored elsewhere", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(orders);
    for (const seat of [0, 1]) await contract.call(seat + 1, "sit", [seat]);
    const [first, second] = [
      await contract.call(1, "leave", [0]),
      await contract.call(2, "leave", [1]),
    ];
    const location = contract.slot(6);
    assert.equal((await whyNot(first)).cause, "owner-only");
    assert.deepEqual(await whyNot({ ...first, other: second.transaction }), {
      cause: "unsupported",
      reason: "the entry that holds the sender could not be copied",
      location,
    });
  });

  it("takes for the owner's what two owners did, one after the other", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(orders);
    const calls = [];
    for (const user of [1, 2]) {
      await contract.call(user, "sit", [0]);
      calls.push(await contract.call(user, "leave", [0]));
    }
    const [first, second] = calls;
    assert(first !== undefined && second !== undefined);
    const found = await whyNot({ ...first, other: second.transaction });
    assert.equal(found.cause, "owner-only");
  });

  it("finds the owner in an immutable", async () => {
    const { contract } = await adminLab();
    assert.deepEqual(await whyNot(await contract.call(0, "keep", [5])), {
      cause: "owner-only",
      reason: "it wants the sender that its code holds, as an immutable or a constant",
    });
  });

  it("finds a flag that the sender was given", async () => {
    const { lab, contract } = await adminLab();
    const location = contract.entry(2, lab.user(1));
    assert.deepEqual(await whyNot(await contract.call(1, "operate", [5])), { ...ROLE, location });
  });

  it("finds a role of OpenZeppelin's AccessControl", async () => {
    const { call, role, entry } = await accessControl();
    for (const [name, user] of [
      ["setLimit", 1],
      ["setLimitAsAdmin", 0],
    ] as const) {
      const location = entry(name === "setLimit" ? role : word(0), user);
      assert.deepEqual(await whyNot(await call(user, name, 5)), { ...ROLE, location });
    }
  });

  it("does not take an allow-list for a role, whoever gains by the call", async () => {
    const { contract } = await adminLab();
    const claim = await Cloned.of(await contract.call(1, "claim"));
    assert.deepEqual(claim.statuses("same"), ALL_SUCCEED);
    assert.deepEqual(claim.conflicts("same"), {});
    const order = await Cloned.of(await contract.call(1, "order", [], { value: "0x5" }));
    assert.deepEqual(Object.keys(order.conflicts("same")), [contract.slot(8)]);
  });

  it("does not take an allow-list of a round for a role", async () => {
    const { contract } = await adminLab();
    const vote = await Cloned.of(await contract.call(1, "vote"));
    assert.deepEqual(vote.statuses("same"), ALL_SUCCEED);
    assert.deepEqual(Object.keys(vote.conflicts("same")), [contract.slot(8)]);
  });

  it("does not take the last one to call for an owner", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(counter);
    const first = await Cloned.of(await contract.call(1, "touch"));
    assert.deepEqual(Object.keys(first.conflicts("same")), [contract.slot(2)]);
    // What is there already costs less to write than what is not.
    const again = await Cloned.of(await contract.call(1, "touch"));
    assert.deepEqual(Object.keys(again.conflicts("same")), [contract.slot(2)]);
  });
});

describe("studyCall, of what others would have to prove", () => {
  it("finds a permit, whoever sends it", async () => {
    for (const relayed of [false, true]) {
      const lab = await CrowdLab.create();
      const contract = await lab.deploy(signed);
      const key = new SigningKey(word(0xabcdef));
      const owner = await own(lab, key);
      const { v, r, s } = sign(
        key,
        ["address", "address", "uint256", "uint256"],
        [owner, lab.user(1), 5, 0],
      );
      const call = await contract.call(relayed ? 2 : owner, "permit", [
        owner,
        lab.user(1),
        5,
        v,
        r,
        s,
      ]);
      assert.deepEqual(await whyNot(call), SIGNATURE);
    }
  });

  it("finds a signature for the sender", async () => {
    const { lab, contract, key } = await oracleLab();
    const { v, r, s } = sign(key, ["address"], [lab.user(1)]);
    assert.deepEqual(await whyNot(await contract.call(1, "pass", [v, r, s])), SIGNATURE);
  });

  it("finds a signature of the owner's for the owner itself", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(vouchers);
    const key = HDNodeWallet.fromPhrase(PHRASE, undefined, "m/44'/60'/0'/0/0").signingKey;
    const { v, r, s } = sign(key, ["address", "uint256"], [lab.user(0), 5]);
    for (const name of ["redeem", "redeemStored"]) {
      assert.deepEqual(await whyNot(await contract.call(0, name, [5, v, r, s])), SIGNATURE);
    }
  });

  it("lets all use a signature that is for all", async () => {
    const { contract, key } = await oracleLab();
    const { v, r, s } = sign(key, ["uint256"], [5]);
    const bought = await Cloned.of(await contract.call(1, "buyAt", [5, v, r, s]));
    assert.deepEqual(bought.statuses("same"), ALL_SUCCEED);
    assert.deepEqual(bought.conflicts("same"), {});
  });

  it("finds authorizations", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(counter);
    const call = await authorized(lab, contract.address);
    assert.deepEqual(await whyNot(call), {
      cause: "signature",
      reason: "others would have to sign its authorizations (EIP-7702)",
    });
  });

  it("refuses a Merkle proof, whether or not it names whom it is for", async () => {
    for (const names of [false, true]) {
      const lab = await CrowdLab.create();
      const coder = AbiCoder.defaultAbiCoder();
      const leaf = keccak256(coder.encode(["address", "uint256"], [lab.user(1), 5]));
      const sibling = word(1);
      const pair = [leaf, sibling].sort();
      const root = keccak256(coder.encode(["bytes32", "bytes32"], pair));
      const contract = await lab.deploy(drop, root);
      const call = names
        ? await contract.call(1, "claimFor", [lab.user(1), 5, [sibling]])
        : await contract.call(1, "claim", [5, [sibling]]);
      assert.deepEqual(await whyNot(call), { cause: "refused", reason: FAILS });
    }
  });

  it("lets others do for the sender what can be done again", async () => {
    const lab = await CrowdLab.create();
    const contract = await lab.deploy(counter);
    const thank = await Cloned.of(await contract.call(1, "thankFirst", [lab.user(1)]));
    assert.equal(thank.call.same.substitution.arguments, false);
    assert.deepEqual(thank.statuses("same"), ALL_SUCCEED);
    const at = contract.entry(1, lab.user(1));
    assert.deepEqual(thank.conflicts("same"), { [at]: ALL_PAIRS });
  });
});

describe("studyCall, of what cannot be run", () => {
  it("says that its state was not recorded", async () => {
    const lab = await CrowdLab.create();
    const { transaction, ...call } = await (await lab.deploy(counter)).call(1, "bump");
    const { before, ...rest } = transaction;
    assert.notEqual(before, undefined);
    const studied = await studyCall({ ...call, transaction: rest }, execute);
    assert(studied.kind === "uncloned");
    assert.deepEqual(
      [studied.cause, studied.reason],
      ["unsupported", "its state was not recorded"],
    );
  });

  it("says what the executor says", async () => {
    const lab = await CrowdLab.create();
    const call = await (await lab.deploy(counter)).call(1, "bump");
    const { chain } = call.origin;
    const origin = { ...call.origin, chain: { ...chain, hardfork: "frontier" } }; // no EIP-1559 yet
    const reason = "EIP-1559 not enabled on Common";
    assert.deepEqual(await whyNot({ ...call, origin }), { cause: "unsupported", reason });
  });
});

async function adminLab() {
  const lab = await CrowdLab.create();
  return { lab, contract: await lab.deploy(admin, lab.user(1)) };
}

async function oracleLab() {
  const lab = await CrowdLab.create();
  const contract = await lab.deploy(signed);
  const key = new SigningKey(word(0xabcdef));
  await contract.call(0, "setOracle", [new Wallet(key).address]);
  return { lab, contract, key };
}

/** The account of a key, which can send transactions. */
async function own(lab: CrowdLab, key: SigningKey): Promise<Hex> {
  const owner = new Wallet(key).address.toLowerCase() as Hex; // an address is 0x-hex
  await lab.chain.rpc("hardhat_setBalance", owner, "0x56bc75e2d63100000");
  await lab.chain.rpc("hardhat_impersonateAccount", owner);
  return owner;
}

function sign(key: SigningKey, types: readonly string[], values: readonly unknown[]) {
  return key.sign(keccak256(AbiCoder.defaultAbiCoder().encode(types, values)));
}

const PHRASE = "test test test test test test test test test test test junk";

/** EIP-7702: of the second account, sent by the first one, which calls it. */
async function authorized(lab: CrowdLab, to: Hex): Promise<CrowdCall> {
  const [alice, bob] = [1, 2].map((i) =>
    HDNodeWallet.fromPhrase(PHRASE, undefined, `m/44'/60'/0'/0/${i}`),
  );
  assert(alice !== undefined && bob !== undefined);
  const chainId = 31337n;
  const raw = await alice.signTransaction({
    ...{ type: 4, chainId, nonce: 0, gasLimit: 500_000n, maxFeePerGas: 10n ** 10n },
    ...{ to: bob.address, data: encode(counter, "bump", []) },
    authorizationList: [bob.authorizeSync({ address: to, nonce: 0, chainId })],
  });
  const origin = await lab.chain.scenario([await lab.chain.rpc("eth_sendRawTransaction", raw)]);
  const [transaction] = origin.transactions;
  assert(transaction?.fields.type === 4);
  return { transaction, origin, occurrences: 1 };
}

/** `setLimit` is for those with the role, which the second account has; the first is the admin. */
async function accessControl() {
  const source = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;
import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
contract Roles is AccessControl {
  bytes32 constant KEEPER = keccak256("KEEPER");
  uint256 limit;
  constructor(address user) {
    _grantRole(DEFAULT_ADMIN_ROLE, msg.sender);
    _grantRole(KEEPER, user);
  }
  function setLimit(uint256 n) external onlyRole(KEEPER) { limit = n; }
  function setLimitAsAdmin(uint256 n) external onlyRole(DEFAULT_ADMIN_ROLE) { limit = n; }
}`;
  const { abi, creation } = contractNamed(compile({ "a.sol": source }), "Roles");
  const roles = {
    interface: new Interface(abi as []) /* solc's */,
    bytecode: `0x${creation.object}` as const,
  };
  const lab = await CrowdLab.create();
  const contract = await lab.deploy(roles, lab.user(1));
  return {
    call: (user: number, name: string, n: number) => contract.call(user, name, [n]),
    role: keccak256(Buffer.from("KEEPER")) as Hex, // ethers hashes to 0x-hex
    /** `_roles[role].hasRole[user]`, where `_roles` is at slot 0. */
    entry: (role: Hex, user: number) => contract.entry(0, role, lab.user(user)),
  };
}
