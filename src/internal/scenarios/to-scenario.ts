import { blockEnvironment } from "../model/block-environment.ts";
import type { Address, Hex } from "../model/location.ts";
import { outcomeOf } from "../model/outcome-of.ts";
import type { BlockRecord, TransactionRecord, Witness } from "../model/recording.ts";
import type {
  PreState,
  PreStateAccount,
  Scenario,
  ScenarioTransaction,
} from "../model/scenario.ts";
import { toWord } from "../primitives/hex.ts";
import { madeAgain } from "../primitives/made-again.ts";
import type { Group } from "./cut-into-groups.ts";
import { mergePreStates } from "./merge-pre-states.ts";
import type { RecordedConnection } from "./read-connections.ts";

/** BLOCKHASH reaches this far back. */
const BLOCK_HASH_WINDOW = 256n;

/**
 * Fills a group out to a scenario: the pre-state is, per location, the value in the first witness that names it. What
 * only running it needs is made when it is asked for: of a large suite it would fill the memory, and nobody looks at
 * more than a few of them a second time.
 */
export function toScenario(
  group: Group,
  id: string,
  ids: ReadonlyMap<TransactionRecord, number>,
): Scenario {
  const { connection, kind, title, file } = group;
  const transactions = group.transactions.map((record) =>
    toTransaction(record, ids.get(record) ?? -1, connection),
  );
  const preState = madeAgain(() => mergePreStates(transactions.map(({ before }) => before)));
  return {
    id,
    kind,
    title,
    ...(file === undefined ? {} : { file }),
    chain: {
      chainId: BigInt(connection.connection.chainId),
      chainType: connection.connection.chainType,
      hardfork: connection.connection.hardfork,
      allowUnlimitedContractSize: connection.connection.allowUnlimitedContractSize,
    },
    transactions,
    get preState() {
      return preState();
    },
    get blockHashes() {
      return blockHashesFor(group.transactions, connection);
    },
  };
}

function toTransaction(
  record: TransactionRecord,
  id: number,
  connection: RecordedConnection,
): ScenarioTransaction {
  const block = connection.blocks.get(record.blockHash);
  if (block === undefined) throw new Error(`Block ${record.blockHash} was not recorded`);
  const { codes } = connection;
  return {
    id,
    hash: record.hash,
    fields: record.fields,
    get block() {
      return blockEnvironment(block);
    },
    expected: outcomeOf(record.receipt),
    get before() {
      return toPreState(record.witness ?? {}, codes);
    },
  };
}

function toPreState(witness: Witness, codes: ReadonlyMap<number, Hex>): PreState {
  return new Map(
    Object.entries(witness).map(([address, account]): [Address, PreStateAccount] => [
      address as Address, // a witness is keyed by address
      {
        balance: BigInt(account.balance),
        nonce: BigInt(account.nonce),
        code: codes.get(account.code ?? -1) ?? "0x",
        storage: toStorage(account.storage ?? {}),
      },
    ]),
  );
}

function toStorage(storage: Readonly<Record<Hex, Hex>>): Map<Hex, bigint> {
  return new Map(
    Object.entries(storage).map(([slot, value]) => [toWord(BigInt(slot)), BigInt(value)]),
  );
}

/** Those of the ancestors of the last block, as far as they are recorded: of the parent of a block there is the hash at least. */
function blockHashesFor(
  transactions: readonly TransactionRecord[],
  { blocks }: RecordedConnection,
): Map<bigint, Hex> {
  const hashes = new Map<bigint, Hex>();
  const mined = transactions.flatMap(({ blockHash }) => blocks.get(blockHash) ?? []);
  const [first] = mined;
  let block = mined.at(-1);
  if (first === undefined || block === undefined) return hashes;
  const lowest = BigInt(first.number) - BLOCK_HASH_WINDOW;
  while (block !== undefined && BigInt(block.number) >= lowest) {
    const number = BigInt(block.number);
    hashes.set(number, block.hash);
    hashes.set(number - 1n, block.parentHash);
    block = blocks.get(block.parentHash) ?? lastBefore(block, blocks.values());
  }
  return hashes;
}

/** Where blocks in between were mined that are not recorded. */
function lastBefore(block: BlockRecord, blocks: Iterable<BlockRecord>): BlockRecord | undefined {
  let last: BlockRecord | undefined;
  for (const one of blocks) {
    if (one === block) return last;
    if (BigInt(one.number) < BigInt(block.number)) last = one;
  }
  return last;
}
