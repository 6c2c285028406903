/** Compiles the contracts of the workloads and prints them as JSON. */
import { readFileSync } from "node:fs";

import type { InterfaceAbi } from "ethers";

import { OPTIMIZED, compile, contractNamed } from "../../slot-naming/support/compile.ts";
import type { PrintedContract, PrintedContracts } from "./contract.ts";

const contracts: PrintedContracts = { Token: compileOne("Token"), Pool: compileOne("Pool") };
console.log(JSON.stringify(contracts));

function compileOne(name: string): PrintedContract {
  const file = `${name}.sol`;
  const source = readFileSync(new URL(`contracts/${file}`, import.meta.url), "utf8");
  const { abi, runtime, storageLayout } = contractNamed(
    compile({ [file]: source }, OPTIMIZED),
    name,
  );
  if (storageLayout === undefined) throw new Error(`${name} has no storage layout`);
  // Immutables would have to be filled in, which only a constructor does.
  if (runtime.variableRanges.length > 0) throw new Error(`${name} has immutables or libraries`);
  // solc's ABI is what ethers takes.
  return { abi: abi as InterfaceAbi, runtime: `0x${runtime.object}`, layout: storageLayout };
}
