import type { Address } from "../../../src/internal/model/location.ts";
import { ContractStorage } from "./contract-storage.ts";
import { contract, encodeCall } from "./contract.ts";
import type { SyntheticBlock } from "./synthetic-block.ts";

export const TOKEN_UNIT = 10n ** 18n;

/** An ERC-20 in a synthetic block. */
export class Token {
  readonly address: Address;
  readonly #contract = contract("Token");
  readonly #storage = new ContractStorage(this.#contract.layout);

  constructor(block: SyntheticBlock) {
    this.address = block.addContract(this.#contract.runtime, this.#storage.slots);
    this.#storage.set("_totalSupply", 10n ** 12n * TOKEN_UNIT);
  }

  give(owner: Address, amount: bigint): void {
    this.#storage.setEntry("_balances", [owner], amount);
  }

  /** A user that already has tokens, as most recipients do. */
  addHolder(block: SyntheticBlock): Address {
    const holder = block.addUser();
    this.give(holder, TOKEN_UNIT);
    return holder;
  }

  /** Without limit, as most wallets do it: spending does not change it. */
  approve(owner: Address, spender: Address): void {
    this.#storage.setEntry("_allowances", [owner, spender], 2n ** 256n - 1n);
  }

  /** A sender that has tokens sends some of them. */
  transfer(block: SyntheticBlock, to: Address): void {
    const from = block.addSender();
    this.give(from, 1000n * TOKEN_UNIT);
    const amount = BigInt(1 + block.random.below(1000)) * (TOKEN_UNIT / 1000n);
    const input = encodeCall(this.#contract, "transfer", [to, amount]);
    block.send(from, { to: this.address, gas: 100_000n, input });
  }
}
