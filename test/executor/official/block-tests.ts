import type { Address, Hex } from "../../../src/internal/model/location.ts";
import type { RecordedTransactionFields } from "../../../src/internal/model/recording.ts";
import type { BlockEnvironment, PreState } from "../../../src/internal/model/scenario.ts";
import { toWord } from "../../../src/internal/primitives/hex.ts";
import type { BlockFixture, BlockTestFixture, HeaderFixture } from "./fixture-format.ts";
import type { OfficialFork } from "./forks.ts";
import { parseAccounts, parseBytes, parseNumber } from "./parse-fixture.ts";
import { recoverTransaction } from "./recover-transaction.ts";
import { type Suite, themeOf } from "./suites.ts";

/** Blocks on a genesis state, and what their headers say of them. */
export interface BlockTest {
  readonly id: string;
  /** The subject that it tests. */
  readonly theme: string;
  readonly gasUsed: bigint;
  readonly pre: PreState;
  readonly post: PreState;
  /** One for each block that no other builds on, from the genesis to it. */
  readonly chains: readonly (readonly OfficialBlock[])[];
}

export interface OfficialBlock {
  readonly fork: OfficialFork;
  readonly hash: Hex;
  readonly parentHash: Hex;
  readonly environment: BlockEnvironment;
  readonly transactions: readonly RecordedTransactionFields[];
  readonly rewards: readonly (readonly [Address, bigint])[];
  readonly gasUsed: bigint;
  readonly receiptsRoot: Hex;
  readonly stateRoot: Hex;
}

/** All tests of one file. */
export function readBlockTests(suite: Suite, file: string, json: string): BlockTest[] {
  const fixtures = JSON.parse(json) as Record<string, BlockTestFixture>; // pinned by hash
  return Object.entries(fixtures).map(([name, fixture]) => {
    const blocks = fixture.blocks.flatMap((block) => blockOf(block, suite));
    return {
      id: `${suite.folder}/${file} ${name}`,
      theme: themeOf(file),
      gasUsed: blocks.reduce((sum, { gasUsed }) => sum + gasUsed, 0n),
      pre: parseAccounts(fixture.pre),
      post: parseAccounts(fixture.postState),
      chains: chainsOf(blocks),
    };
  });
}

/** None for an invalid block: what makes it so is in its header or its signatures, mostly. */
function blockOf(fixture: BlockFixture, suite: Suite): OfficialBlock[] {
  const { blockHeader: header, transactions = [], uncleHeaders = [] } = fixture;
  if (header === undefined) return [];
  const number = parseNumber(header.number);
  return [
    {
      fork: suite.forkAt(number),
      hash: parseBytes(header.hash),
      parentHash: parseBytes(header.parentHash),
      environment: {
        number,
        timestamp: parseNumber(header.timestamp),
        coinbase: parseBytes(header.coinbase),
        gasLimit: parseNumber(header.gasLimit),
        difficulty: parseNumber(header.difficulty),
        prevRandao: toWord(0n),
      },
      transactions: transactions.map(recoverTransaction),
      rewards: rewardsOf(header, uncleHeaders),
      gasUsed: parseNumber(header.gasUsed),
      receiptsRoot: parseBytes(header.receiptTrie),
      stateRoot: parseBytes(header.stateRoot),
    },
  ];
}

/** Yellow paper, block finalization: 5 ether, and more for uncles and those that name them. */
function rewardsOf(
  header: HeaderFixture,
  uncles: readonly HeaderFixture[],
): (readonly [Address, bigint])[] {
  const reward = 5n * 10n ** 18n;
  const number = parseNumber(header.number);
  return [
    [parseBytes(header.coinbase), reward + (reward / 32n) * BigInt(uncles.length)],
    ...uncles.map((uncle): [Address, bigint] => [
      parseBytes(uncle.coinbase),
      (reward * (8n + parseNumber(uncle.number) - number)) / 8n,
    ]),
  ];
}

function chainsOf(blocks: readonly OfficialBlock[]): OfficialBlock[][] {
  const byHash = new Map(blocks.map((block) => [block.hash, block]));
  const parents = new Set(blocks.map(({ parentHash }) => parentHash));
  const tips = [...byHash.values()].filter(({ hash }) => !parents.has(hash));
  return tips.map((tip) => {
    const chain: OfficialBlock[] = [];
    for (
      let block: OfficialBlock | undefined = tip;
      block !== undefined;
      block = byHash.get(block.parentHash)
    ) {
      chain.unshift(block);
    }
    return chain;
  });
}
