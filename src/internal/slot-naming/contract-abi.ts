import { ConstructorFragment, FunctionFragment, type ParamType } from "ethers";
import type { ContractInfo } from "../model/contract.ts";

/** A contract's ABI as far as naming needs it; the one place that looks into the compiler's JSON. */
export interface ContractAbi {
  /** By selector, `0x` and 8 digits. */
  readonly functions: ReadonlyMap<string, FunctionFragment>;
  readonly constructorInputs: readonly ParamType[];
  readonly hasReceive: boolean;
  readonly hasFallback: boolean;
}

const known = new WeakMap<ContractInfo, ContractAbi>();

export function abiOf(contract: ContractInfo): ContractAbi {
  const cached = known.get(contract);
  if (cached !== undefined) return cached;
  const functions = new Map<string, FunctionFragment>();
  let constructorInputs: readonly ParamType[] = [];
  for (const item of contract.abi) {
    const fragment = functionFrom(item);
    if (fragment !== undefined) functions.set(fragment.selector, fragment);
    constructorInputs = constructorFrom(item)?.inputs ?? constructorInputs;
  }
  const abi = {
    functions,
    constructorInputs,
    hasReceive: contract.abi.some((item) => typeOf(item) === "receive"),
    hasFallback: contract.abi.some((item) => typeOf(item) === "fallback"),
  };
  known.set(contract, abi);
  return abi;
}

/** ethers throws on what it does not know, such as the storage pointers of library functions. */
function functionFrom(item: unknown): FunctionFragment | undefined {
  try {
    return typeOf(item) === "function" ? FunctionFragment.from(item) : undefined;
  } catch {
    return undefined;
  }
}

function constructorFrom(item: unknown): ConstructorFragment | undefined {
  try {
    return typeOf(item) === "constructor" ? ConstructorFragment.from(item) : undefined;
  } catch {
    return undefined;
  }
}

function typeOf(item: unknown): unknown {
  return typeof item === "object" && item !== null && "type" in item ? item.type : undefined;
}
