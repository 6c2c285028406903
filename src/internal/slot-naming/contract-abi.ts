import { ConstructorFragment, FunctionFragment, type ParamType } from "ethers";
import type { ContractInfo } from "../model/contract.ts";
import { remember } from "../primitives/remember.ts";

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
  return remember(known, contract, () => readAbi(contract.abi));
}

function readAbi(abi: readonly unknown[]): ContractAbi {
  const fragments = abi.flatMap((item) => functionFrom(item) ?? []);
  const [constructor] = abi.flatMap((item) => constructorFrom(item) ?? []);
  return {
    functions: new Map(fragments.map((fragment) => [fragment.selector, fragment])),
    constructorInputs: constructor?.inputs ?? [],
    hasReceive: abi.some((item) => typeOf(item) === "receive"),
    hasFallback: abi.some((item) => typeOf(item) === "fallback"),
  };
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
