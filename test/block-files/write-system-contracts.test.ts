import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { createBlock } from "@ethereumjs/block";
import { Common, Hardfork, Mainnet } from "@ethereumjs/common";
import { createAccount, createAddressFromString, hexToBytes } from "@ethereumjs/util";
import { createVM, runBlock } from "@ethereumjs/vm";

import { writeSystemContracts } from "../../src/internal/block-files/write-system-contracts.ts";
import type { Hex } from "../../src/internal/model/location.ts";
import type { PreState } from "../../src/internal/model/scenario.ts";
import { bytesToBigInt } from "../../src/internal/primitives/hex.ts";
import { account, word } from "./tiny-block.ts";

const BEACON_ROOTS = "0x000f3df6d732807ef1319fb7b8bb8522d0beac02";
const HISTORY = "0x0000f90827f1c53a10cb7a02335b175320002935";
const CODE = "0x00";

const NUMBER = 22_500_000n;
const TIMESTAMP = 1_747_500_000n;

const BLOCK = {
  number: NUMBER,
  hardfork: "prague",
  env: {
    coinbase: account(1),
    timestamp: TIMESTAMP,
    gasLimit: 30_000_000n,
    difficulty: 0n,
    mixHash: word(2),
    parentHash: word(0xfa),
    baseFeePerGas: 7n,
    excessBlobGas: 0n,
    parentBeaconBlockRoot: word(0xbe),
  },
};

const DEPLOYED: PreState = new Map(
  [BEACON_ROOTS, HISTORY].map((address) => [
    address as Hex, // one of the two
    { balance: 0n, nonce: 1n, code: CODE, storage: new Map([[word(1), 5n]]) },
  ]),
);

describe("writeSystemContracts", () => {
  it("writes what runBlock of EthereumJS writes, beside what was there", async () => {
    const written = writeSystemContracts(DEPLOYED, BLOCK);
    const stock = await stockStorage();
    let slots = 0;
    for (const [address, { storage }] of written) {
      assert.equal(storage.get(word(1)), 5n);
      for (const [slot, value] of storage) {
        if (slot === word(1)) continue;
        assert.equal(await stock(address, slot), value, `${address} ${slot}`);
        slots++;
      }
    }
    assert.equal(slots, 3);
  });

  it("leaves the given state alone", () => {
    writeSystemContracts(DEPLOYED, BLOCK);
    assert.equal(DEPLOYED.get(HISTORY)?.storage.size, 1);
  });

  it("writes nothing before the hardforks that brought them", () => {
    const slotsAt = (hardfork: string) =>
      [BEACON_ROOTS, HISTORY].map(
        (address) =>
          writeSystemContracts(DEPLOYED, { ...BLOCK, hardfork }).get(address as Hex)?.storage.size,
      );
    assert.deepEqual(slotsAt("shanghai"), [1, 1]);
    assert.deepEqual(slotsAt("merge"), [1, 1]);
    assert.deepEqual(slotsAt("cancun"), [3, 1]);
    assert.deepEqual(slotsAt("osaka"), [3, 2]);
  });

  it("writes nothing where there is no contract", () => {
    assert.equal(writeSystemContracts(new Map(), BLOCK).size, 0);
    const user = { balance: 1n, nonce: 0n, code: "0x" as const, storage: new Map<Hex, bigint>() };
    const written = writeSystemContracts(new Map([[HISTORY, user]]), BLOCK);
    assert.deepEqual(written.get(HISTORY), user);
  });
});

/** What the stock library leaves in the storage of these contracts when it runs the block. */
async function stockStorage(): Promise<(address: Hex, slot: Hex) => Promise<bigint>> {
  const common = new Common({ chain: Mainnet, hardfork: Hardfork.Prague });
  const vm = await createVM({ common });
  for (const address of DEPLOYED.keys()) {
    const at = createAddressFromString(address);
    await vm.stateManager.putAccount(at, createAccount({ nonce: 1n }));
    await vm.stateManager.putCode(at, hexToBytes(CODE));
  }
  const { env } = BLOCK;
  const block = createBlock(
    {
      header: {
        number: NUMBER,
        timestamp: TIMESTAMP,
        gasLimit: env.gasLimit,
        parentHash: env.parentHash,
        parentBeaconBlockRoot: env.parentBeaconBlockRoot,
        baseFeePerGas: 7n,
        excessBlobGas: 0n,
        blobGasUsed: 0n,
      },
    },
    { common },
  );
  await runBlock(vm, { block, generate: true, skipBlockValidation: true });
  return async (address, slot) =>
    bytesToBigInt(
      await vm.stateManager.getStorage(createAddressFromString(address), hexToBytes(slot)),
    );
}
