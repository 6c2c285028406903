import type { Address } from "../../../src/internal/model/location.ts";
import { ContractStorage } from "./contract-storage.ts";
import { contract, encodeCall } from "./contract.ts";
import { BLOCK_TIMESTAMP, type SyntheticBlock } from "./synthetic-block.ts";
import { TOKEN_UNIT, Token } from "./token.ts";

const RESERVE0 = 1_000_000n * TOKEN_UNIT;
const RESERVE1 = 2_000_000n * TOKEN_UNIT;

/** A constant-product pool in a synthetic block, with two tokens of its own. */
export class Pool {
  readonly address: Address;
  readonly token0: Token;
  readonly token1: Token;
  readonly #contract = contract("Pool");

  constructor(block: SyntheticBlock) {
    const storage = new ContractStorage(this.#contract.layout);
    this.address = block.addContract(this.#contract.runtime, storage.slots);
    this.token0 = new Token(block);
    this.token1 = new Token(block);
    this.token0.give(this.address, RESERVE0);
    this.token1.give(this.address, RESERVE1);
    storage.set("token0", BigInt(this.token0.address));
    storage.set("token1", BigInt(this.token1.address));
    storage.set("reserve0", RESERVE0);
    storage.set("reserve1", RESERVE1);
    storage.set("blockTimestampLast", BLOCK_TIMESTAMP - 60n);
    storage.set("price0CumulativeLast", 1n << 140n);
    storage.set("price1CumulativeLast", 1n << 140n);
    storage.set("unlocked", 1n);
  }

  /** A sender that has both tokens sells some of one: which one, and how much, is random. */
  swap(block: SyntheticBlock): void {
    const from = block.addSender();
    for (const token of [this.token0, this.token1]) {
      token.give(from, 1000n * TOKEN_UNIT);
      token.approve(from, this.address);
    }
    const zeroForOne = block.random.chance(0.5);
    const amount = BigInt(1 + block.random.below(1000)) * (TOKEN_UNIT / 10n);
    const input = encodeCall(this.#contract, "swap", [zeroForOne, amount, 1n]);
    block.send(from, { to: this.address, gas: 300_000n, input });
  }
}
