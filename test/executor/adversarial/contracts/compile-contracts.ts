import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import { Interface } from "ethers";

import type { Hex } from "../../../../src/internal/model/location.ts";
import type { CompiledContract } from "../../support/solidity.ts";

const require = createRequire(import.meta.url);
const solc = require("solc") as { compile: (input: string) => string };

/** Code for the oldest hardfork runs on all of them. */
const EVM_VERSION = "byzantium";

type ContractName = "Token" | "Bank" | "Thief" | "Logic" | "Proxy" | "Auction";

export type Contracts = Readonly<Record<ContractName, CompiledContract>>;

interface Output {
  readonly errors?: readonly { severity: string; formattedMessage: string }[];
  readonly contracts?: Readonly<
    Record<string, Readonly<Record<string, { abi: []; evm: { bytecode: { object: string } } }>>>
  >;
}

export function compileContracts(): Contracts {
  const compiled = compileFile("Solidity", new URL("./adversarial.sol", import.meta.url));
  const pick = (name: ContractName): CompiledContract => {
    const contract = compiled[name];
    if (contract === undefined) throw new Error(`There is no contract ${name}`);
    return {
      interface: new Interface(contract.abi),
      bytecode: `0x${contract.evm.bytecode.object}`,
    };
  };
  return {
    Token: pick("Token"),
    Bank: pick("Bank"),
    Thief: pick("Thief"),
    Logic: pick("Logic"),
    Proxy: pick("Proxy"),
    Auction: pick("Auction"),
  };
}

/** The init code of the machine that program.ts writes programs for. */
export function compileMachine(): Hex {
  const compiled = compileFile("Yul", new URL("../machine/machine.yul", import.meta.url));
  const machine = compiled.Machine;
  if (machine === undefined) throw new Error("There is no machine");
  return `0x${machine.evm.bytecode.object}`;
}

function compileFile(language: "Solidity" | "Yul", file: URL) {
  const input = {
    language,
    sources: { source: { content: readFileSync(file, "utf8") } },
    settings: {
      evmVersion: EVM_VERSION,
      outputSelection: { "*": { "*": ["abi", "evm.bytecode.object"] } },
    },
  };
  const output = JSON.parse(solc.compile(JSON.stringify(input))) as Output; // solc's documented form
  const error = output.errors?.find(({ severity }) => severity === "error");
  if (error !== undefined) throw new Error(error.formattedMessage);
  return output.contracts?.source ?? {};
}
