import type { Hex, LocationKey } from "../model/location.ts";
import { storageKey } from "../model/location.ts";
import type { PreState, Scenario, ScenarioTransaction } from "../model/scenario.ts";
import { hexToBytes } from "../primitives/hex.ts";
import { CodeStore } from "./state/code-store.ts";
import type { BaseAccount } from "./state/state-view.ts";
import type { HostedScenario, HostedTransaction } from "./scheduler/hosted-scenario.ts";
import { isPastMerge } from "./vm/hardforks.ts";

/** Translates scenarios into what threads take: code by hash, witnesses by location. */
export class ScenarioTranslator {
  readonly #hashes = new Map<Hex, bigint>();
  readonly #store = new CodeStore();

  translate(scenario: Scenario): HostedScenario {
    const codes = new Map<bigint, Hex>();
    const base = new Map(
      [...scenario.preState].map(([address, account]): [Hex, BaseAccount] => {
        const code = this.#hash(account.code);
        if (code !== 0n) codes.set(code, account.code);
        return [address, { ...account, code }];
      }),
    );
    const transactions = scenario.transactions.map((transaction): HostedTransaction => {
      const { fields, block } = transaction;
      return { fields, block, witness: this.#witnessOf(transaction, scenario.chain.hardfork) };
    });
    const { chain, blockHashes } = scenario;
    // Set-up is in no conflict that would want a name.
    return { chain, attribute: scenario.kind !== "setup", transactions, base, blockHashes, codes };
  }

  #witnessOf(transaction: ScenarioTransaction, hardfork: string): Map<LocationKey, bigint> {
    const witness = new Map<LocationKey, bigint>();
    // Before the merge each block pays its miner, between transactions.
    const ignored = isPastMerge(hardfork) ? undefined : transaction.block.coinbase;
    for (const [location, value] of locationsOf(transaction.before ?? new Map(), (code) => this.#hash(code))) {
      if (location !== `balance:${ignored}`) witness.set(location, value);
    }
    return witness;
  }

  #hash(code: Hex): bigint {
    if (code === "0x") return 0n;
    const known = this.#hashes.get(code);
    if (known !== undefined) return known;
    const hash = BigInt(this.#store.hashOf(hexToBytes(code)));
    this.#hashes.set(code, hash);
    return hash;
  }
}

function* locationsOf(
  state: PreState,
  hash: (code: Hex) => bigint,
): Generator<[LocationKey, bigint]> {
  for (const [address, { balance, nonce, code, storage }] of state) {
    yield [`balance:${address}`, balance];
    yield [`nonce:${address}`, nonce];
    yield [`code:${address}`, hash(code)];
    for (const [slot, value] of storage) yield [storageKey(address, slot), value];
  }
}
