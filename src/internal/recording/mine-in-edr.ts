import { blockEnvironment, environmentDifferences } from "../model/block-environment.ts";
import type { Hex } from "../model/location.ts";
import { outcomeOf } from "../model/outcome-of.ts";
import type { RecordedTransactionFields } from "../model/recording.ts";
import type { BlockEnvironment, Outcome, PreState, Scenario } from "../model/scenario.ts";
import { toQuantity, toWord } from "../primitives/hex.ts";
import { reasonOf } from "../primitives/reason-of.ts";
import type { Ask } from "./ask.ts";
import { callsConsole, withoutConsole } from "./console-calls.ts";
import { asHex, narrowBlock, narrowReceipt } from "../model/json-rpc/narrow-rpc.ts";

/** What became of a scenario's transactions, in their order. */
export interface MinedTransactions {
  readonly kind: "mined";
  readonly hashes: readonly Hex[];
  readonly outcomes: readonly Outcome[];
  /** Of the block that they were mined in; not all of it can be had as one wants. */
  readonly environment: BlockEnvironment;
}

export interface RefusedTransactions {
  readonly kind: "refused";
  readonly reason: string;
}

/**
 * Mines a scenario's transactions, all of them in one block, in their order, on the state before it. For
 * a fresh node that mines nothing by itself and takes transactions in the order of their arrival; its
 * last block must be older than the scenario's. Rejects as `ask` does.
 */
export async function mineInEdr(
  ask: Ask,
  { transactions, preState }: Scenario,
): Promise<MinedTransactions | RefusedTransactions> {
  const block = transactions[0]?.block;
  if (block === undefined) return refused("it has no transactions");
  if (transactions.some((one) => environmentDifferences(one.block, block).length > 0)) {
    return refused("its transactions are not of one block");
  }
  if (transactions.some(({ fields }) => callsConsole(fields.input))) {
    return refused("it passes code that would write to the console");
  }
  if (block.number > 1n) await ask("hardhat_mine", [toQuantity(block.number - 1n), "0x0"]);
  // Only now: mining itself changes state, by rewards and by system contracts.
  await writeState(ask, preState);
  const hashes: Hex[] = [];
  for (const [i, { fields }] of transactions.entries()) {
    const sent = await send(ask, fields);
    if (sent.kind === "refused") return refused(`transaction ${i}: ${sent.reason}`);
    hashes.push(sent.hash);
  }
  await setEnvironment(ask, block);
  await ask("hardhat_mine", ["0x1"]);
  return readLatest(ask, hashes);
}

async function writeState(ask: Ask, preState: PreState): Promise<void> {
  for (const [address, { balance, nonce, code, storage }] of preState) {
    await ask("hardhat_setBalance", [address, toQuantity(balance)]);
    if (nonce > 0n) await ask("hardhat_setNonce", [address, toQuantity(nonce)]);
    // The user would see on the console what none of the tests has written there.
    if (code !== "0x") await ask("hardhat_setCode", [address, withoutConsole(code)]);
    for (const [slot, value] of storage) {
      await ask("hardhat_setStorageAt", [address, toQuantity(BigInt(slot)), toWord(value)]);
    }
  }
}

type Sent = { readonly kind: "sent"; readonly hash: Hex } | RefusedTransactions;

/** What a node does not take says nothing of what it would do: pools have rules of their own. */
async function send(ask: Ask, fields: RecordedTransactionFields): Promise<Sent> {
  if (fields.type === 3) return refused("its blobs are not known");
  await ask("hardhat_impersonateAccount", [fields.from]);
  try {
    const hash = await ask("eth_sendTransaction", [requestOf(fields)]);
    return { kind: "sent", hash: asHex(hash, "the hash of a transaction") };
  } catch (error) {
    return refused(reasonOf(error));
  }
}

function requestOf(fields: RecordedTransactionFields): Readonly<Record<string, unknown>> {
  const { type, from, to, nonce, gas, value, input, accessList, authorizationList } = fields;
  const { gasPrice, maxFeePerGas, maxPriorityFeePerGas } = fields;
  const request = {
    ...{ from, to, nonce, gas, value, data: input },
    ...(type < 2 ? { gasPrice } : { maxFeePerGas, maxPriorityFeePerGas }),
    ...(type > 0 ? { accessList: accessList ?? [] } : {}),
    ...(type === 4 ? { authorizationList } : {}),
  };
  return Object.fromEntries(Object.entries(request).filter(([, given]) => given !== undefined));
}

async function setEnvironment(ask: Ask, block: BlockEnvironment): Promise<void> {
  const { timestamp, coinbase, baseFeePerGas, difficulty, prevRandao } = block;
  await ask("evm_setNextBlockTimestamp", [toQuantity(timestamp)]);
  await ask("hardhat_setCoinbase", [coinbase]);
  if (baseFeePerGas !== undefined) {
    await ask("hardhat_setNextBlockBaseFeePerGas", [toQuantity(baseFeePerGas)]);
  }
  // EIP-4399: since the merge there is no difficulty.
  if (difficulty === 0n) await ask("hardhat_setPrevRandao", [prevRandao]);
}

async function readLatest(
  ask: Ask,
  hashes: readonly Hex[],
): Promise<MinedTransactions | RefusedTransactions> {
  const block = narrowBlock(await ask("eth_getBlockByNumber", ["latest", true]));
  const mined = block?.transactions.map(({ hash }) => hash) ?? [];
  if (block === undefined || mined.length !== hashes.length) {
    return refused(`${mined.length} of ${hashes.length} transactions were mined`);
  }
  if (mined.some((hash, i) => hash !== hashes[i])) {
    return refused("they were mined in another order");
  }
  const outcomes: Outcome[] = [];
  for (const hash of hashes) {
    outcomes.push(outcomeOf(narrowReceipt(await ask("eth_getTransactionReceipt", [hash]))));
  }
  return { kind: "mined", hashes, outcomes, environment: blockEnvironment(block.environment) };
}

function refused(reason: string): RefusedTransactions {
  return { kind: "refused", reason };
}
