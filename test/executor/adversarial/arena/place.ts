import type { Address, Hex } from "../../../../src/internal/model/location.ts";
import type { Contracts } from "../contracts/compile-contracts.ts";
import { type Hardfork, isAtLeast } from "../hardforks.ts";
import { encode } from "../../support/solidity.ts";

export interface Deployed {
  readonly machines: readonly Address[];
  readonly token: Address;
  readonly bank: Address;
  readonly thieves: readonly Address[];
  readonly logics: readonly Address[];
  readonly proxies: readonly Address[];
  readonly auction: Address;
}

/** What a theme knows of the chain that its transactions are for. */
export class Place {
  readonly hardfork: Hardfork;
  /** Each has 10,000 ether; the first ones also 1,000,000 of the token. */
  readonly accounts: readonly Address[];
  readonly deployed: Deployed;
  readonly #contracts: Contracts;

  constructor(
    hardfork: Hardfork,
    accounts: readonly Address[],
    deployed: Deployed,
    contracts: Contracts,
  ) {
    this.hardfork = hardfork;
    this.accounts = accounts;
    this.deployed = deployed;
    this.#contracts = contracts;
  }

  isAtLeast(hardfork: Hardfork): boolean {
    return isAtLeast(this.hardfork, hardfork);
  }

  account(i: number): Address {
    return at(this.accounts, i);
  }

  machine(i: number): Address {
    return at(this.deployed.machines, i);
  }

  /** Nobody's address. */
  stranger(i: number): Address {
    return `0x${"5a".repeat(16)}${i.toString(16).padStart(8, "0")}`;
  }

  encode(contract: keyof Contracts, name: string, args: readonly unknown[] = []): Hex {
    return encode(this.#contracts[contract], name, args);
  }

  initCodeOf(contract: keyof Contracts): Hex {
    return this.#contracts[contract].bytecode;
  }
}

function at(addresses: readonly Address[], i: number): Address {
  const address = addresses[i % addresses.length];
  if (address === undefined) throw new Error("There are no addresses");
  return address;
}
