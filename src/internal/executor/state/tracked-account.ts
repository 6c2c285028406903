import { Account, KECCAK256_NULL } from "@ethereumjs/util";

/** Whom a {@link TrackedAccount} tells which of its fields the EVM looked at. */
export interface AccountObserver {
  readNonce(): void;
  readCode(): void;
  readExistence(): void;
}

/**
 * An account whose fields tell when they are read. EthereumJS fetches whole accounts, mostly to add
 * to a balance; taking each fetch for a read of balance, nonce and code would make transactions
 * conflict that have nothing in common.
 *
 * Balances are not observed here: EthereumJS reads them on every call, also of value 0. What
 * depends on a balance is noted where it does: the opcodes that show it, and debits.
 */
export class TrackedAccount extends Account {
  readonly #observer: AccountObserver;

  constructor(
    observer: AccountObserver,
    nonce: bigint,
    balance: bigint,
    codeHash: Uint8Array | undefined,
  ) {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the factories cannot make a subclass
    super(nonce, balance, undefined, codeHash ?? KECCAK256_NULL);
    this.#observer = observer;
  }

  override get nonce(): bigint {
    this.#observer.readNonce();
    return super.nonce;
  }

  override set nonce(nonce: bigint) {
    super.nonce = nonce;
  }

  override get codeHash(): Uint8Array {
    this.#observer.readCode();
    return super.codeHash;
  }

  override set codeHash(codeHash: Uint8Array) {
    super.codeHash = codeHash;
  }

  override isContract(): boolean {
    this.#observer.readCode();
    return super.isContract();
  }

  /** EIP-161 emptiness: one bit of the account, not its three fields. */
  override isEmpty(): boolean {
    this.#observer.readExistence();
    const codeHash = super.codeHash;
    return (
      super.balance === 0n &&
      super.nonce === 0n &&
      codeHash.every((byte, i) => byte === KECCAK256_NULL[i])
    );
  }
}
