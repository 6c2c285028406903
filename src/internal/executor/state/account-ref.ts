import { Address as EthereumJsAddress } from "@ethereumjs/util";

import type { Address } from "../../model/location.ts";
import { bytesToHex } from "../../primitives/hex.ts";
import type { AccountBase } from "../memory/location-table.ts";
import { BalanceCell, CELL_KIND, ValueCell } from "./cells.ts";

/** An account as a thread sees it: its cells, one each, and those of its slots that turned up. */
export class AccountRef {
  readonly bytes: Uint8Array;
  /** In the shared memory; -1 outside of it. */
  readonly index: number;
  readonly balance: BalanceCell;
  readonly nonce: ValueCell;
  readonly code: ValueCell;
  readonly existence: ValueCell;
  readonly slots = new Map<bigint, ValueCell>();
  /** It held something in its storage before the scenario. */
  readonly hasStorage: boolean;
  /** For sequential runs: a transaction that ran has cleared its storage. */
  storageGone = false;
  /** The epoch of the incarnation that cleared its storage. */
  cleared = 0;
  /** EIP-2929: the epoch in which it is warm. */
  warm = 0;
  #address: Address | undefined;
  #ethereumJsAddress: EthereumJsAddress | undefined;

  constructor(bytes: Uint8Array, index: number, base: AccountBase) {
    this.bytes = bytes;
    this.index = index;
    this.hasStorage = base.hasStorage;
    const id = (kind: number) => (index < 0 ? -1 : index * 8 + kind);
    this.balance = new BalanceCell(this, id(CELL_KIND.balance), base.balance);
    this.nonce = new ValueCell("nonce", this, id(CELL_KIND.nonce), base.nonce);
    this.code = new ValueCell("code", this, id(CELL_KIND.code), base.code);
    const exists = base.exists ? 1n : 0n;
    this.existence = new ValueCell("existence", this, id(CELL_KIND.existence), exists);
  }

  get address(): Address {
    this.#address ??= bytesToHex(this.bytes);
    return this.#address;
  }

  get ethereumJsAddress(): EthereumJsAddress {
    this.#ethereumJsAddress ??= new EthereumJsAddress(this.bytes);
    return this.#ethereumJsAddress;
  }
}
