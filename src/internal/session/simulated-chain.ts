import type { EdrNetworkConfig } from "hardhat/types/config";

import type { ChainParameters } from "../model/scenario.ts";

export interface SimulatedChain {
  readonly chain: ChainParameters;
  /** Its blocks have one. */
  readonly hasGasLimit: boolean;
}

/** The rules of a network of Hardhat's own; with `--coverage` it leaves those away that instrumented code would break. */
export function simulatedChain(
  config: EdrNetworkConfig,
  chainType: string,
  isCovered: boolean,
): SimulatedChain {
  return {
    chain: {
      chainId: BigInt(config.chainId),
      chainType,
      hardfork: config.hardfork,
      allowUnlimitedContractSize: config.allowUnlimitedContractSize ?? isCovered,
    },
    hasGasLimit: (config.blockGasLimit ?? !isCovered) !== false,
  };
}
