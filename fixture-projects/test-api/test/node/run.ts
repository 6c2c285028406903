import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { network } from "hardhat";
import {
  assertConflictFree,
  assertConflictOn,
  assertNoConflictOn,
  assertNotConflictFree,
  assertNotOrderIndependent,
  assertNotReachSpeedup,
  assertOrderIndependent,
  assertReachSpeedup,
} from "hardhat-parallel-evm/assert";
import { encodeFunctionData, numberToHex, stringToHex } from "viem";

const { parallelEvm, viem } = await network.create();
const [alice, bob, carol] = await viem.getWalletClients();
const client = await viem.getPublicClient();

const asWord = (text: string) => stringToHex(text, { size: 32 });

describe("parallelEvm.run with viem", () => {
  it("takes contract calls", async () => {
    const shop = await viem.deployContract("Shop", [2n]);

    const run = await parallelEvm.run(() => [
      shop.write.note([asWord("a")], { account: alice.account }),
      shop.write.note([asWord("b")], { account: bob.account }),
    ]);

    assertConflictFree(run);
    assertNoConflictOn(run, "Shop", "noteOf");
    assertReachSpeedup(run, 2, { threads: 2 });
    assertOrderIndependent(run);
    assert.throws(() => assertNotConflictFree(run), /but no two of them meet/);
    assert.equal(await shop.read.noteOf([bob.account.address]), asWord("b"));
  });

  it("takes raw transactions of types 0, 1 and 2", async () => {
    const shop = await viem.deployContract("Shop", [2n]);
    const call = {
      to: shop.address,
      data: encodeFunctionData({ abi: shop.abi, functionName: "tip", args: [1n] }),
      gas: 100_000n,
    };
    const accessList = [{ address: shop.address, storageKeys: [numberToHex(1, { size: 32 })] }];

    const run = await parallelEvm.run(() => [
      alice.sendTransaction({ ...call, type: "legacy", gasPrice: 2_000_000_000n }),
      bob.sendTransaction({ ...call, type: "eip2930", accessList, gasPrice: 2_000_000_000n }),
      carol.sendTransaction({ ...call, type: "eip1559" }),
    ]);

    assertConflictOn(run, "Shop", "takings");
    assertNotReachSpeedup(run, 1.1);
    const types = await Promise.all(
      run.receipts.map(({ transactionHash: hash }) => client.getTransaction({ hash })),
    );
    assert.deepEqual(types.map(({ type }) => type).sort(), ["eip1559", "eip2930", "legacy"]);
    assert.equal(await shop.read.takings(), 3n);
  });

  it("says whose order matters", async () => {
    const shop = await viem.deployContract("Shop", [2n]);

    const run = await parallelEvm.run(() =>
      [alice, bob].map(({ account }) => shop.write.greet({ account })),
    );

    assertNotOrderIndependent(run);
    assert.throws(
      () => assertOrderIndependent(run),
      /Shop\.greet and Shop\.greet at Shop\.greeted/,
    );
    assert.throws(
      () => assertConflictOn(run, "Shop", "takings"),
      /they meet at:\n {2}Shop\.greeted/,
    );
    assert.throws(() => assertNoConflictOn(run, "Shp"), /no contract "Shp".*those that did: Shop/);
  });
});
