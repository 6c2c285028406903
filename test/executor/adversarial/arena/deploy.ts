import type { Address, Hex } from "../../../../src/internal/model/location.ts";
import { encode } from "../../support/solidity.ts";
import type { EdrChain } from "../../support/edr-chain.ts";
import {
  compileContracts,
  compileMachine,
  type Contracts,
} from "../contracts/compile-contracts.ts";
import type { Deployed } from "./place.ts";

const MACHINES = 4;
const TOKEN_HOLDERS = 16;

let compiled: { readonly machine: Hex; readonly contracts: Contracts } | undefined;

/** Once for all chains: it takes seconds. */
export function compiledOnce() {
  compiled ??= { machine: compileMachine(), contracts: compileContracts() };
  return compiled;
}

/** Puts the contracts that the themes use onto a new chain. */
export async function deployAll(chain: EdrChain, accounts: readonly Address[]): Promise<Deployed> {
  const { machine, contracts } = compiledOnce();
  const several = async (code: Hex, count: number) => {
    const addresses: Address[] = [];
    for (let i = 0; i < count; i++) addresses.push(await chain.deploy(code));
    return addresses;
  };
  const logics = await several(contracts.Logic.bytecode, 2);
  const argument = (logics[0] ?? "0x").slice(2).padStart(64, "0");
  const token = await chain.deploy(contracts.Token.bytecode);
  for (const holder of accounts.slice(0, TOKEN_HOLDERS)) {
    const data = encode(contracts.Token, "mint", [holder, 1_000_000n]);
    await chain.send({ from: accounts[0], to: token, data });
  }
  return {
    machines: await several(machine, MACHINES),
    token,
    bank: await chain.deploy(contracts.Bank.bytecode),
    thieves: await several(contracts.Thief.bytecode, 2),
    logics,
    proxies: await several(`${contracts.Proxy.bytecode}${argument}`, 2),
    auction: await chain.deploy(contracts.Auction.bytecode),
  };
}
