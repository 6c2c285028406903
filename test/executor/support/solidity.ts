import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import { Interface } from "ethers";

import type { Hex } from "../../../src/internal/model/location.ts";

const require = createRequire(import.meta.url);
type Import = (path: string) => { contents: string };
const solc = require("solc") as {
  compile: (input: string, callbacks: { import: Import }) => string;
};

export interface CompiledContract {
  readonly interface: Interface;
  readonly bytecode: Hex;
}

/** Of the packages that are installed. */
const readImport: Import = (path) => ({ contents: readFileSync(require.resolve(path), "utf8") });

/** Compiles one source and picks a contract of it. Throws on compiler errors. */
export function compile(source: string, name: string, evmVersion = "cancun"): CompiledContract {
  const input = {
    language: "Solidity",
    sources: { "a.sol": { content: source } },
    settings: {
      evmVersion,
      outputSelection: { "*": { "*": ["abi", "evm.bytecode.object"] } },
    },
  };
  const output = JSON.parse(solc.compile(JSON.stringify(input), { import: readImport })) as {
    errors?: { severity: string; formattedMessage: string }[];
    contracts?: Record<
      string,
      Record<string, { abi: []; evm: { bytecode: { object: string } } } | undefined>
    >;
  };
  const error = output.errors?.find(({ severity }) => severity === "error");
  if (error !== undefined) throw new Error(error.formattedMessage);
  const contract = output.contracts?.["a.sol"]?.[name];
  if (contract === undefined) throw new Error(`There is no contract ${name}`);
  return {
    interface: new Interface(contract.abi),
    bytecode: `0x${contract.evm.bytecode.object}`,
  };
}

export function encode(contract: CompiledContract, name: string, args: readonly unknown[]): Hex {
  return contract.interface.encodeFunctionData(name, args) as Hex; // ethers encodes to 0x-hex
}
