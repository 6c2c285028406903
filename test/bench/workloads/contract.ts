import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

import { Interface, type InterfaceAbi } from "ethers";

import type { StorageLayout } from "../../../src/internal/model/contract.ts";
import type { Hex } from "../../../src/internal/model/location.ts";

/** A compiled contract that is put into the pre-state as if it had been deployed. */
export interface Contract {
  readonly interface: Interface;
  readonly runtime: Hex;
  readonly layout: StorageLayout;
}

/** What print-contracts.ts prints, by the name of the contract. */
export interface PrintedContracts {
  readonly Token: PrintedContract;
  readonly Pool: PrintedContract;
}

export interface PrintedContract {
  readonly abi: InterfaceAbi;
  readonly runtime: Hex;
  readonly layout: StorageLayout;
}

const COMPILER = fileURLToPath(new URL("print-contracts.ts", import.meta.url));

let compiled: Record<keyof PrintedContracts, Contract> | undefined;

/** `contracts/<name>.sol`, compiled with the optimizer on first use. */
export function contract(name: keyof PrintedContracts): Contract {
  compiled ??= compileAll();
  return compiled[name];
}

/** Calldata of a call. */
export function encodeCall(contract: Contract, name: string, args: readonly unknown[]): Hex {
  return contract.interface.encodeFunctionData(name, args) as Hex; // ethers encodes to 0x-hex
}

/** In a process of its own: the compiler takes more memory than what is measured. */
function compileAll(): Record<keyof PrintedContracts, Contract> {
  const text = execFileSync(process.execPath, [COMPILER], { encoding: "utf8" });
  const { Token, Pool } = JSON.parse(text) as PrintedContracts; // it prints nothing else
  return { Token: toContract(Token), Pool: toContract(Pool) };
}

function toContract({ abi, runtime, layout }: PrintedContract): Contract {
  return { interface: new Interface(abi), runtime, layout };
}
