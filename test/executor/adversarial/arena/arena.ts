import type { Address, Hex, LocationKey } from "../../../../src/internal/model/location.ts";
import { parseLocationKey } from "../../../../src/internal/model/location.ts";
import type { Scenario } from "../../../../src/internal/model/scenario.ts";
import { keccak256 } from "../../../../src/internal/primitives/keccak.ts";
import { bytesToHex, hexToBytes } from "../../../../src/internal/primitives/hex.ts";
import { EdrChain } from "../../support/edr-chain.ts";
import type { Hardfork } from "../hardforks.ts";
import { allTransactions, type Plan, type PlannedTransaction } from "../plan.ts";
import { ACCOUNTS_SETTING, TEST_ACCOUNTS } from "./accounts.ts";
import { compiledOnce, deployAll } from "./deploy.ts";
import { Place } from "./place.ts";
import { Sender } from "./sender.ts";

/** A hundred transactions that may use a few millions each. */
const BLOCK_GAS_LIMIT = 1_000_000_000n;
/** Whom the themes leave alone. */
const USUAL_COINBASE: Address = "0xc014ba5ec014ba5ec014ba5ec014ba5ec014ba5e";

/** The chain would not take a plan: not a statement about the executor, but about the plan. */
export class PlanRefused extends Error {}

/**
 * A chain of one hardfork that plans are tried on, each on the same state: it is set back before each, time and
 * randomness too, so that a plan gives the same blocks whenever it is run.
 */
export class Arena {
  readonly place: Place;
  readonly #chain: EdrChain;
  readonly #chainId: bigint;
  /** Of the blocks that all plans have in common. */
  readonly #oldHashes = new Map<bigint, Hex>();
  #snapshot: Hex;

  static async create(hardfork: Hardfork): Promise<Arena> {
    const chain = await EdrChain.create(hardfork, {
      accounts: ACCOUNTS_SETTING,
      blockGasLimit: BLOCK_GAS_LIMIT,
      initialDate: "2030-01-01T00:00:00Z",
      // By price is the default; themes choose the order themselves.
      mining: { auto: true, mempool: { order: "fifo" } },
    });
    const accounts = TEST_ACCOUNTS.map(({ address }) => address);
    const deployed = await deployAll(chain, accounts);
    await chain.rpc("evm_setAutomine", false);
    const place = new Place(hardfork, accounts, deployed, compiledOnce().contracts);
    const chainId = BigInt(await chain.rpc<Hex>("eth_chainId"));
    const arena = new Arena(place, chain, chainId, await chain.rpc<Hex>("evm_snapshot"));
    await arena.#keepOldHashes();
    return arena;
  }

  private constructor(place: Place, chain: EdrChain, chainId: bigint, snapshot: Hex) {
    this.place = place;
    this.#chain = chain;
    this.#chainId = chainId;
    this.#snapshot = snapshot;
  }

  /** Mines a plan's blocks and makes a scenario of them; throws {@link PlanRefused} when it cannot. */
  async mine(plan: Plan): Promise<Scenario> {
    if (allTransactions(plan).every(({ spareGas }) => spareGas === undefined)) {
      return (await this.#mine(plan)).scenario;
    }
    return (await this.#mine(await this.#withGasUsed(plan))).scenario;
  }

  /** The values that locations have on the chain now: after the plan that was mined last. */
  async valuesOf(locations: readonly LocationKey[]): Promise<Map<LocationKey, bigint>> {
    const values = new Map<LocationKey, bigint>();
    for (const location of locations) values.set(location, await this.#valueOf(location));
    return values;
  }

  async #keepOldHashes(): Promise<void> {
    const height = BigInt(await this.#chain.rpc<Hex>("eth_blockNumber"));
    for (let number = 0n; number <= height; number++) {
      this.#oldHashes.set(number, (await this.#block(number)).hash);
    }
  }

  async #withGasUsed(plan: Plan): Promise<Plan> {
    const { scenario, hashes } = await this.#mine(plan);
    const used = new Map(
      scenario.transactions.map(({ hash, expected }) => [hash, expected?.gasUsed]),
    );
    let i = 0;
    const withGas = (transaction: PlannedTransaction): PlannedTransaction => {
      const gasUsed = used.get(hashes[i++] ?? "0x") ?? 0n;
      const { spareGas, ...rest } = transaction;
      if (spareGas === undefined) return transaction;
      return { ...rest, gas: gasUsed + spareGas };
    };
    return { ...plan, blocks: plan.blocks.map((block) => block.map(withGas)) };
  }

  async #mine(plan: Plan): Promise<{ scenario: Scenario; hashes: readonly Hex[] }> {
    await this.#reset();
    await this.#prepare(plan);
    const sender = new Sender(this.#chain, this.place.hardfork, this.#chainId);
    for (const transaction of plan.before ?? []) await this.#mineBlock(sender, [transaction]);
    const hashes: Hex[] = [];
    for (const block of plan.blocks) hashes.push(...(await this.#mineBlock(sender, block)));
    const scenario = await this.#scenario(hashes);
    return { scenario: { ...scenario, blockHashes: await this.#blockHashes(scenario) }, hashes };
  }

  async #scenario(hashes: readonly Hex[]): Promise<Scenario> {
    try {
      return await this.#chain.scenario(hashes);
    } catch (error) {
      throw new PlanRefused(messageOf(error));
    }
  }

  async #reset(): Promise<void> {
    await this.#chain.rpc("evm_revert", this.#snapshot);
    this.#snapshot = await this.#chain.rpc<Hex>("evm_snapshot");
    await this.#chain.rpc("evm_setAutomine", false);
  }

  async #prepare({ balances, codes, nonces, impersonated, coinbase }: Plan): Promise<void> {
    await this.#chain.rpc("hardhat_setCoinbase", coinbase ?? USUAL_COINBASE);
    for (const address of impersonated ?? []) {
      await this.#chain.rpc("hardhat_impersonateAccount", address);
    }
    for (const [address, balance] of balances ?? []) {
      await this.#chain.rpc("hardhat_setBalance", address, `0x${balance.toString(16)}`);
    }
    for (const [address, code] of codes ?? []) {
      await this.#chain.rpc("hardhat_setCode", address, code);
    }
    for (const [address, nonce] of nonces ?? []) {
      await this.#chain.rpc("hardhat_setNonce", address, `0x${nonce.toString(16)}`);
    }
  }

  async #mineBlock(sender: Sender, block: readonly PlannedTransaction[]): Promise<Hex[]> {
    const hashes: Hex[] = [];
    // EDR takes a blob transaction only when it can mine it at once.
    const isBlob = block.some(({ blobs }) => blobs !== undefined);
    if (isBlob && block.length > 1) throw new PlanRefused("A blob transaction is not alone");
    if (isBlob) await this.#chain.rpc("evm_setAutomine", true);
    try {
      for (const transaction of block) hashes.push(await sender.send(transaction));
      await this.#chain.rpc(isBlob ? "evm_setAutomine" : "evm_mine", ...(isBlob ? [false] : []));
    } catch (error) {
      throw new PlanRefused(messageOf(error));
    }
    const latest = await this.#block("latest");
    if (hashes.some((hash) => !latest.transactions.includes(hash))) {
      throw new PlanRefused("A transaction was not mined");
    }
    return hashes;
  }

  /** Of all blocks, for BLOCKHASH: there are fewer than it reaches back. */
  async #blockHashes(scenario: Scenario): Promise<ReadonlyMap<bigint, Hex>> {
    const hashes = new Map([...this.#oldHashes, ...scenario.blockHashes]);
    const first = scenario.transactions[0]?.block.number ?? 0n;
    for (let number = BigInt(this.#oldHashes.size); number < first; number++) {
      hashes.set(number, (await this.#block(number)).hash);
    }
    return hashes;
  }

  #block(number: bigint | "latest"): Promise<{ hash: Hex; transactions: readonly Hex[] }> {
    const tag = number === "latest" ? number : `0x${number.toString(16)}`;
    return this.#chain.rpc("eth_getBlockByNumber", tag, false);
  }

  async #valueOf(key: LocationKey): Promise<bigint> {
    const location = parseLocationKey(key);
    const { address } = location;
    switch (location.kind) {
      case "balance":
        return BigInt(await this.#chain.rpc<Hex>("eth_getBalance", address, "latest"));
      case "nonce":
        return BigInt(await this.#chain.rpc<Hex>("eth_getTransactionCount", address, "latest"));
      case "storage":
        return BigInt(
          await this.#chain.rpc<Hex>("eth_getStorageAt", address, location.slot, "latest"),
        );
      case "code": {
        const code = await this.#chain.rpc<Hex>("eth_getCode", address, "latest");
        return code === "0x" ? 0n : BigInt(bytesToHex(keccak256(hexToBytes(code))));
      }
      case "existence":
        throw new Error("Existence is no value of the chain");
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
