import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { network } from "hardhat";
import { assertConflictFree, assertConflictOn } from "hardhat-parallel-evm/assert";
import { bytesToHex, commitmentToVersionedHash, encodeFunctionData, toHex } from "viem";
import { privateKeyToAccount } from "viem/accounts";

const { parallelEvm, viem, networkHelpers } = await network.create();
const [alice, bob] = await viem.getWalletClients();
const client = await viem.getPublicClient();

/** Somebody who signs for himself: Hardhat signs neither blobs nor authorizations. */
async function newAccount(seed: number) {
  const account = privateKeyToAccount(toHex(seed, { size: 32 }));
  await networkHelpers.setBalance(account.address, 10n ** 18n);
  return account;
}

describe("parallelEvm.run with later types of transactions", () => {
  it("takes blobs (EIP-4844)", async () => {
    const shop = await viem.deployContract("Shop", [2n]);
    const account = await newAccount(1);
    const infinity = new Uint8Array(48);
    infinity[0] = 0xc0;
    const commitment = bytesToHex(infinity);
    const signed = await account.signTransaction({
      type: "eip4844",
      chainId: 31337,
      nonce: 0,
      to: shop.address,
      data: encodeFunctionData({ abi: shop.abi, functionName: "noteBlob" }),
      gas: 200_000n,
      maxFeePerGas: 3_000_000_000n,
      maxPriorityFeePerGas: 1_000_000_000n,
      maxFeePerBlobGas: 1_000_000_000n,
      blobVersionedHashes: [commitmentToVersionedHash({ commitment })],
      // A blob of zeros: its commitment and its proof are the point at infinity.
      sidecars: [{ blob: toHex(0, { size: 131_072 }), commitment, proof: commitment }],
    });
    const run = await parallelEvm.run(() => [
      client.sendRawTransaction({ serializedTransaction: signed }),
      shop.write.noteBlob({ account: alice.account }),
    ]);

    assertConflictFree(run);
    assert.equal(run.transactions.length, 2);
    assert.notEqual(await shop.read.noteOf([account.address]), toHex(0, { size: 32 }));
    // Mining goes on as before.
    await shop.write.tip([1n]);
    assert.equal(await shop.read.takings(), 1n);
  });

  it("takes authorizations (EIP-7702)", async () => {
    const shop = await viem.deployContract("Shop", [2n]);
    const account = await newAccount(2);
    const authorization = await account.signAuthorization({
      chainId: 31337,
      nonce: 0,
      address: shop.address,
    });
    const signed = await (
      await newAccount(3)
    ).signTransaction({
      type: "eip7702",
      chainId: 31337,
      nonce: 0,
      to: account.address,
      data: encodeFunctionData({ abi: shop.abi, functionName: "tip", args: [1n] }),
      gas: 300_000n,
      maxFeePerGas: 3_000_000_000n,
      maxPriorityFeePerGas: 1_000_000_000n,
      authorizationList: [authorization],
    });
    const run = await parallelEvm.run(() => [
      client.sendRawTransaction({ serializedTransaction: signed }),
      bob.sendTransaction({
        to: account.address,
        data: encodeFunctionData({ abi: shop.abi, functionName: "tip", args: [1n] }),
        gas: 100_000n,
      }),
    ]);

    // The account's own storage, by the shop's code.
    assertConflictOn(run, "Shop", "takings");
    const conflicts = run.conflicts.map((conflict) => conflict.class);
    assert.deepEqual(conflicts.sort(), ["code", "storage"]);
  });
});
