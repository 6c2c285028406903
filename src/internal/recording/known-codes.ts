import { lowerCase, type TracedAccount } from "../model/json-rpc/narrow-rpc.ts";
import type { Address, Hex } from "../model/location.ts";
import { changesCodes } from "./changes-codes.ts";

/** Undefined: none. */
type CodeId = number | undefined;

/** What a transaction is, as far as its kind changes codes. */
interface RanTransaction {
  readonly to?: Address | undefined;
  readonly authorizationList?: unknown;
}

/**
 * Which code the accounts of a connection have, as far as traces have shown it: with all codes in it, the answer to a
 * trace is twenty times as long, and most of them are of the same contracts again. All is forgotten where a code may
 * have changed; so what is known holds for a snapshot that was taken meanwhile, too.
 */
export class KnownCodes {
  readonly #codeId: (code: Hex) => number;
  #known = new Map<Address, CodeId>();
  readonly #snapshots = new Map<string, Map<Address, CodeId>>();
  /** Whether what runs a code may change codes. */
  readonly #changing = new Map<number, boolean>();

  constructor(codeId: (code: Hex) => number) {
    this.#codeId = codeId;
  }

  /** Gives codes their ids, as the recording has them. */
  idOf(code: Hex): number {
    return this.#codeId(code);
  }

  /** Whether it is worth asking for a call of `to` without codes. */
  mayKnow(to: unknown): boolean {
    if (typeof to !== "string") return this.#known.size > 0;
    return this.#known.has(lowerCase(to));
  }

  knows(accounts: readonly (readonly [Address, unknown])[]): boolean {
    return accounts.every(([address]) => this.#known.has(address));
  }

  /** Of an account that is known. */
  of(address: Address): CodeId {
    return this.#known.get(address);
  }

  /** From a trace with codes, of a transaction that is mined behind all that was learnt from. */
  learn(accounts: readonly (readonly [Address, TracedAccount])[]): void {
    for (const [address, { code }] of accounts) {
      const id = code === undefined ? undefined : this.#codeId(code);
      this.#known.set(address, id);
      if (code === undefined || id === undefined || this.#changing.has(id)) continue;
      this.#changing.set(id, changesCodes(code));
    }
  }

  /** A transaction was mined; `codes`: of all accounts that it touched, undefined where nobody knows. */
  ran({ to, authorizationList }: RanTransaction, codes: readonly CodeId[] | undefined): void {
    const isPlain =
      to !== undefined &&
      authorizationList === undefined &&
      codes?.every((id) => id === undefined || this.#changing.get(id) === false) === true;
    if (!isPlain) this.forget();
  }

  forget(): void {
    this.#known = new Map();
  }

  saved(snapshot: string): void {
    this.#snapshots.set(snapshot, this.#known);
  }

  restored(snapshot: string): void {
    this.#known = this.#snapshots.get(snapshot) ?? new Map<Address, CodeId>();
    this.#snapshots.delete(snapshot);
  }
}
