import { readFileSync } from "node:fs";

import { Interface, type InterfaceAbi } from "ethers";

import type { StorageLayout } from "../../../src/internal/model/contract.ts";
import type { Hex } from "../../../src/internal/model/location.ts";
import { OPTIMIZED, compile, contractNamed } from "../../slot-naming/support/compile.ts";

/** A compiled contract that is put into the pre-state as if it had been deployed. */
export interface Contract {
  readonly interface: Interface;
  readonly runtime: Hex;
  readonly layout: StorageLayout;
}

const compiled = new Map<string, Contract>();

/** `contracts/<name>.sol`, compiled with the optimizer on first use. */
export function contract(name: "Token" | "Pool"): Contract {
  const known = compiled.get(name);
  if (known !== undefined) return known;
  const file = `${name}.sol`;
  const source = readFileSync(new URL(`contracts/${file}`, import.meta.url), "utf8");
  const { abi, runtime, storageLayout } = contractNamed(
    compile({ [file]: source }, OPTIMIZED),
    name,
  );
  if (storageLayout === undefined) throw new Error(`${name} has no storage layout`);
  // Immutables would have to be filled in, which only a constructor does.
  if (runtime.variableRanges.length > 0) throw new Error(`${name} has immutables or libraries`);
  const made = {
    // solc's ABI is what ethers takes.
    interface: new Interface(abi as InterfaceAbi),
    runtime: `0x${runtime.object}` as const,
    layout: storageLayout,
  };
  compiled.set(name, made);
  return made;
}

/** Calldata of a call. */
export function encodeCall(contract: Contract, name: string, args: readonly unknown[]): Hex {
  return contract.interface.encodeFunctionData(name, args) as Hex; // ethers encodes to 0x-hex
}
