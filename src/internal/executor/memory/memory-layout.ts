/** How much a scenario needs of the shared memory. Counts, not bytes. */
export interface MemoryNeeds {
  readonly transactions: number;
  /** Accounts and slots that are known beforehand. */
  readonly accounts: number;
  readonly slots: number;
  /** Threads that write; 0 for a sequential run. */
  readonly lanes: number;
  /** Bytes of code that the transactions may create. */
  readonly codeBytes: number;
}

/** Where everything lies in the shared memory, in 32-bit words from its start. */
export interface MemoryLayout extends MemoryNeeds {
  readonly words: number;
  readonly accountIndex: Table;
  readonly slotIndex: Table;
  readonly accountEntries: number;
  readonly slotEntries: number;
  readonly states: number;
  readonly codes: number;
  readonly arenas: number;
  readonly arenaWords: number;
}

/** An open-addressing index: `size` words, a power of two, for at most `capacity` entries. */
export interface Table {
  readonly at: number;
  readonly size: number;
  readonly capacity: number;
}

/** Control words, at the start of the memory. */
export const CONTROL = {
  executionIndex: 0,
  validationIndex: 1,
  decreases: 2,
  active: 3,
  done: 4,
  failure: 5,
  sleepers: 6,
  events: 7,
  /** Not 0 once a transaction has cleared the storage of an account. */
  clears: 8,
  executions: 9,
  accounts: 10,
  slots: 11,
  codeWords: 12,
  /** The newest entry of the list of created codes. */
  codeList: 13,
  /** How many words each lane has used of its arena: one of these a lane. */
  arenas: 16,
} as const;

export const CONTROL_WORDS = 128;
/** As many as there are control words for. */
export const MAX_LANES = CONTROL_WORDS - CONTROL.arenas;

/**
 * An account: its address, the heads of five version lists (balance, nonce, code, existence, cleared
 * storage), and what it held before the scenario.
 */
export const ACCOUNT = {
  words: 40,
  address: 0,
  heads: 8,
  balance: 16,
  nonce: 24,
  code: 28,
  flags: 36,
};

/** A slot: its account, the head of its version list, its number, and its value before the scenario. */
export const SLOT = { words: 20, account: 0, head: 1, slot: 4, value: 12 };

/**
 * A transaction: status (see the scheduler), the list of those that wait for it, the next in the list
 * that it waits in itself, and the lists of what its last incarnation read and wrote.
 */
export const TRANSACTION = { words: 6, status: 0, waiting: 1, next: 2, reads: 3, writes: 4 };

/** More accounts, slots and versions turn up than are known: what speculation on old values leads to. */
const SPARE = {
  accounts: 4,
  slots: 16,
  versionWords: 512,
  wordsPerKnown: 24,
  wordsPerLane: 16_384,
};

export function layOutMemory(needs: MemoryNeeds): MemoryLayout {
  let words = CONTROL_WORDS;
  const take = (count: number) => {
    const at = words;
    // Entries hold 64-bit words.
    words += Math.ceil(count / 4) * 4;
    return at;
  };
  const takeIndex = (capacity: number): Table => {
    const size = powerOfTwo(capacity * 2);
    return { at: take(size), size, capacity };
  };
  const { transactions, accounts, slots, lanes } = needs;
  const accountIndex = takeIndex(accounts + SPARE.accounts * transactions + 32);
  const slotIndex = takeIndex(slots + SPARE.slots * transactions + 128);
  const arenaWords = arenaSize(needs);
  const layout = {
    accountIndex,
    slotIndex,
    accountEntries: take(accountIndex.capacity * ACCOUNT.words),
    slotEntries: take(slotIndex.capacity * SLOT.words),
    states: take(transactions * TRANSACTION.words),
    codes: take(Math.ceil(needs.codeBytes / 4)),
    arenas: take(arenaWords * lanes),
    arenaWords,
  };
  return { ...needs, ...layout, words };
}

/** One lane may come to run nearly all transactions, some of them several times. */
function arenaSize({ transactions, accounts, slots }: MemoryNeeds): number {
  const known = SPARE.wordsPerKnown * (accounts + slots);
  return SPARE.wordsPerLane + 2 * (SPARE.versionWords * transactions + known);
}

function powerOfTwo(least: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(2, least)));
}
