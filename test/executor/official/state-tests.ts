import { computeAddress } from "ethers";

import type { Address, Hex } from "../../../src/internal/model/location.ts";
import type { RecordedTransactionFields } from "../../../src/internal/model/recording.ts";
import type { BlockEnvironment, Outcome, PreState } from "../../../src/internal/model/scenario.ts";
import { bytesToHex, toWord } from "../../../src/internal/primitives/hex.ts";
import { keccak256 } from "../../../src/internal/primitives/keccak.ts";
import type { StateTestFixture } from "./fixture-format.ts";
import { parseAccounts, parseBytes, parseNumber, toQuantity } from "./parse-fixture.ts";
import { type Suite, themeOf } from "./suites.ts";

/** One transaction on a state, and the state that it must lead to. */
export interface StateTest {
  readonly id: string;
  /** The subject that it tests. */
  readonly theme: string;
  readonly fork: string;
  readonly gasUsed: bigint;
  readonly block: BlockEnvironment;
  readonly blockHashes: ReadonlyMap<bigint, Hex>;
  readonly transaction: RecordedTransactionFields;
  readonly pre: PreState;
  readonly post: PreState;
  readonly postRoot: Hex;
  readonly logs: Outcome["logs"];
}

/** All tests of one file. */
export function readStateTests(suite: Suite, file: string, json: string): StateTest[] {
  const fixtures = JSON.parse(json) as Record<string, StateTestFixture>; // pinned by hash
  return Object.entries(fixtures).map(([name, fixture]) => {
    const block = blockOf(fixture);
    const transaction = transactionOf(fixture);
    const pre = parseAccounts(fixture.pre);
    const post = parseAccounts(fixture.post);
    return {
      id: `${suite.folder}/${file} ${name}`,
      theme: themeOf(file),
      fork: suite.forkAt(block.number),
      gasUsed: gasUsedBy(transaction, block.coinbase, pre, post),
      block,
      blockHashes: blockHashesBefore(block.number),
      transaction,
      pre,
      post,
      postRoot: parseBytes(fixture.postStateRoot),
      logs: fixture.logs.map(({ address, topics, data }) => ({
        address: parseBytes(address),
        topics: topics.map(parseBytes),
        data: parseBytes(data),
      })),
    };
  });
}

/** About: the fixtures only show the fee. */
function gasUsedBy(
  { gas, gasPrice }: RecordedTransactionFields,
  coinbase: Address,
  pre: PreState,
  post: PreState,
): bigint {
  const price = BigInt(gasPrice ?? 0);
  if (price === 0n) return BigInt(gas);
  return ((post.get(coinbase)?.balance ?? 0n) - (pre.get(coinbase)?.balance ?? 0n)) / price;
}

function blockOf({ env }: StateTestFixture): BlockEnvironment {
  return {
    number: parseNumber(env.currentNumber),
    timestamp: parseNumber(env.currentTimestamp),
    coinbase: parseBytes(env.currentCoinbase),
    gasLimit: parseNumber(env.currentGasLimit),
    difficulty: parseNumber(env.currentDifficulty),
    prevRandao: toWord(0n),
  };
}

/** State tests have no chain: by convention the hash of a block is that of its number, in decimal. */
function blockHashesBefore(number: bigint): Map<bigint, Hex> {
  const hashes = new Map<bigint, Hex>();
  for (let i = number - 1n; i >= 0n && i >= number - 256n; i--) {
    hashes.set(i, bytesToHex(keccak256(new TextEncoder().encode(String(i)))));
  }
  return hashes;
}

function transactionOf({ transaction }: StateTestFixture): RecordedTransactionFields {
  const { to, secretKey, data } = transaction;
  return {
    type: 0,
    from: senderOf(secretKey),
    ...(to === "" ? {} : { to: parseBytes(to) }),
    nonce: toQuantity(parseNumber(transaction.nonce)),
    gas: toQuantity(parseNumber(transaction.gasLimit)),
    gasPrice: toQuantity(parseNumber(transaction.gasPrice)),
    value: toQuantity(parseNumber(transaction.value)),
    input: parseBytes(data),
  };
}

const senders = new Map<string, Address>();

/** Nearly all tests use the same key. */
function senderOf(secretKey: string): Address {
  const known = senders.get(secretKey);
  if (known !== undefined) return known;
  const address = parseBytes(computeAddress(parseBytes(secretKey)));
  senders.set(secretKey, address);
  return address;
}
