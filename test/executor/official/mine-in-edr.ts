import type { Address, Hex } from "../../../src/internal/model/location.ts";
import type { RecordedTransactionFields } from "../../../src/internal/model/recording.ts";
import type { Scenario } from "../../../src/internal/model/scenario.ts";
import { toWord } from "../../../src/internal/primitives/hex.ts";
import type { EdrChain } from "../support/edr-chain.ts";
import { deliver, observe } from "./helper-transactions.ts";
import { toQuantity } from "./parse-fixture.ts";
import type { StateTest } from "./state-tests.ts";

const COPYIST: Address = "0xc0b1c0b1c0b1c0b1c0b1c0b1c0b1c0b1c0b1c0b1";

/** Why EDR did not take a transaction. */
export interface Rejected {
  readonly reason: string;
}

/**
 * Mines a state test in EDR: deliveries, the test's own transaction, a copy of it and one that
 * observes, in one block.
 */
export async function mineInEdr(
  chain: EdrChain,
  test: StateTest,
  deliveries: number,
): Promise<Scenario | Rejected> {
  const { pre, post, transaction, block } = test;
  await writeState(chain, test);
  const price = BigInt(transaction.gasPrice ?? 0);
  // EDR takes a transaction only if its sender has the balance already.
  const receivers = [...pre].filter(([a, { balance }]) => balance > 1n && a !== transaction.from);
  const before: RecordedTransactionFields[] = [];
  for (const [id, [address, { balance }]] of receivers.slice(0, deliveries).entries()) {
    const { fields } = deliver(id, address, balance / 2n, block).transaction;
    await chain.rpc("hardhat_setBalance", address, toQuantity(balance - balance / 2n));
    // A higher price comes first in the block.
    before.push({ ...fields, gasPrice: toQuantity(price + 1n) });
  }
  const observed = [...new Set([...pre.keys(), ...post.keys()])];
  const observer = observe(before.length, observed, block).transaction.fields;
  // By somebody else, so that it disturbs the first one's contracts, not its nonce.
  const copy = { ...transaction, from: COPYIST, nonce: "0x0" as const };
  for (const { from, gas, gasPrice, value } of [...before, copy, observer]) {
    const needed = BigInt(value) + BigInt(gas) * BigInt(gasPrice ?? 0);
    const balance = needed < 2n ** 255n ? needed : 2n ** 255n;
    await chain.rpc("hardhat_setBalance", from, toQuantity(balance));
  }
  const sent = await sendAll(chain, [...before, transaction, copy, observer]);
  return "reason" in sent ? sent : { ...(await chain.scenario(sent)), kind: "replay" };
}

async function writeState(chain: EdrChain, { pre, block }: StateTest): Promise<void> {
  for (const [address, { balance, nonce, code, storage }] of pre) {
    await chain.rpc("hardhat_setBalance", address, toQuantity(balance));
    if (nonce > 0n) await chain.rpc("hardhat_setNonce", address, toQuantity(nonce));
    if (code !== "0x") await chain.rpc("hardhat_setCode", address, code);
    for (const [slot, value] of storage) {
      await chain.rpc("hardhat_setStorageAt", address, toQuantity(BigInt(slot)), toWord(value));
    }
  }
  await chain.rpc("hardhat_setCoinbase", block.coinbase);
}

async function sendAll(
  chain: EdrChain,
  transactions: readonly RecordedTransactionFields[],
): Promise<Hex[] | Rejected> {
  const hashes: Hex[] = [];
  await chain.rpc("evm_setAutomine", false);
  for (const { from, to, nonce, gas, gasPrice, value, input: data } of transactions) {
    await chain.rpc("hardhat_impersonateAccount", from);
    try {
      const fields = { from, to, nonce, gas, gasPrice, value, data };
      hashes.push(await chain.rpc<Hex>("eth_sendTransaction", fields));
    } catch (error) {
      return { reason: messageOf(error) };
    }
  }
  if (chain.hasBaseFee) await chain.rpc("hardhat_setNextBlockBaseFeePerGas", "0x0");
  await chain.rpc("hardhat_mine", "0x1");
  for (const hash of hashes) {
    const mined = await chain.rpc<{ blockNumber: Hex | null }>("eth_getTransactionByHash", hash);
    if (mined.blockNumber === null) return { reason: "left in the pool" };
  }
  return hashes;
}

/** Without the numbers, so that the same reasons can be counted. */
function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replaceAll(/\d+|"[^"]*"/g, "…").split("\n")[0] ?? message;
}
