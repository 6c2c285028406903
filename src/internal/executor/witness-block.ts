import type { LargeBlock, StateReader } from "../model/large-block.ts";
import type { Address, Hex } from "../model/location.ts";
import type { ChainParameters, PreState, PreStateAccount } from "../model/scenario.ts";
import { bytesToHex, hexToBytes, toWord } from "../primitives/hex.ts";
import type { AccountRef } from "./state/account-ref.ts";
import type { Cell, ValueCell } from "./state/cells.ts";
import { CodeSource } from "./state/code-source.ts";
import { CodeStore } from "./state/code-store.ts";
import { DiscoveringBook } from "./state/discovering-book.ts";
import { RecordingView } from "./state/recording-view.ts";
import type { DoneRun } from "./vm/local-run.ts";
import { TransactionRunner } from "./vm/transaction-runner.ts";

/**
 * Each round of a transaction finds what it asks for once it knows what it asked for before: at least one location, of
 * which the gas of a block pays for no more than this.
 */
const MAX_ROUNDS = 20_000;

/**
 * The witnesses of a block's transactions, found by running them: whatever execution asks for is
 * read from the state before the block, once. A transaction runs again until it asks for nothing
 * new. Unlike traces, whose time grows with the square of the block, this takes time in proportion.
 * The result has the same form as traces give: all that a transaction touched, with the values
 * before it; undefined from the first transaction on that cannot be run.
 */
export async function witnessBlock(
  block: LargeBlock,
  chain: ChainParameters,
  reader: StateReader,
  onDone: (done: number) => void = () => undefined,
): Promise<(PreState | undefined)[]> {
  const codes = new CodeStore();
  const runner = await TransactionRunner.create(chain, codes);
  const state = new DiscoveringBook();
  const blockHashes = new AskedHashes([[block.environment.number - 1n, block.parentHash]]);
  const witnesses: (PreState | undefined)[] = [];
  for (const fields of block.transactions) {
    const transaction = { fields, block: block.environment, assured: false };
    const learning = { state, blockHashes, reader, codes };
    const witness = await settle(learning, async (view) => {
      const source = new CodeSource(codes);
      const context = { book: state.book, view, codes: source, blockHashes, attribute: false };
      const run = await runner.run(transaction, context);
      return run.kind === "done" ? run : undefined;
    });
    if (witness === undefined) break;
    witnesses.push(witness);
    onDone(witnesses.length);
  }
  return block.transactions.map((_, i) => witnesses[i]);
}

interface Learning {
  readonly state: DiscoveringBook;
  readonly blockHashes: AskedHashes;
  readonly reader: StateReader;
  readonly codes: CodeStore;
}

/** Hashes of blocks by their numbers, which knows what it was asked for in vain. */
class AskedHashes extends Map<bigint, Hex> {
  missing: bigint | undefined;

  override get(number: bigint): Hex | undefined {
    const hash = super.get(number);
    if (hash === undefined) this.missing = number;
    return hash;
  }
}

/** Runs until nothing is missing, and makes what the last run wrote the state; undefined when it cannot run. */
async function settle(
  { state, blockHashes, reader, codes }: Learning,
  run: (view: RecordingView) => Promise<DoneRun | undefined>,
): Promise<PreState | undefined> {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const view = new RecordingView();
    const done = await run(view);
    if (state.hasMissing) {
      await learn(state, reader, codes);
      continue;
    }
    if (blockHashes.missing !== undefined && reader.blockHash !== undefined) {
      blockHashes.set(blockHashes.missing, await reader.blockHash(blockHashes.missing));
      blockHashes.missing = undefined;
      continue;
    }
    if (done === undefined) return undefined;
    for (const { cell } of done.writes.balances) view.touched.add(cell);
    const witness = witnessOf(view.touched, codes);
    view.commit(done.writes);
    return witness;
  }
  return undefined;
}

async function learn(state: DiscoveringBook, reader: StateReader, codes: CodeStore): Promise<void> {
  const { accounts, slots } = state.takeMissing();
  await Promise.all([
    ...accounts.map((account) => learnAccount(account, reader, codes)),
    ...slots.map((cell) => learnSlot(cell, reader)),
  ]);
}

async function learnAccount(
  account: AccountRef,
  reader: StateReader,
  codes: CodeStore,
): Promise<void> {
  const { balance, nonce, code } = await reader.account(account.address);
  account.balance.committed = balance;
  account.nonce.committed = nonce;
  account.code.committed = codes.add(hexToBytes(code));
}

async function learnSlot(cell: ValueCell, reader: StateReader): Promise<void> {
  if (cell.account.storageGone) return;
  cell.committed = await reader.storage(cell.account.address, toWord(cell.slot));
}

function witnessOf(touched: ReadonlySet<Cell>, codes: CodeStore): PreState {
  const witness = new Map<Address, PreStateAccount & { storage: Map<Hex, bigint> }>();
  for (const cell of touched) {
    const { address } = cell.account;
    const account = witness.get(address) ?? accountBefore(cell.account, codes);
    witness.set(address, account);
    if (cell.kind === "storage") account.storage.set(toWord(cell.slot), cell.committed);
  }
  return witness;
}

function accountBefore({ balance, nonce, code }: AccountRef, codes: CodeStore) {
  return {
    balance: balance.committed,
    nonce: nonce.committed,
    code: bytesToHex(codes.get(code.committed)),
    storage: new Map<Hex, bigint>(),
  };
}
