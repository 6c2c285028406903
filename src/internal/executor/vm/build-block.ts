import { type Block, createBlock } from "@ethereumjs/block";
import type { Common } from "@ethereumjs/common";
import { Hardfork } from "@ethereumjs/common";

import type { BlockEnvironment } from "../../model/scenario.ts";
import { hexToBytes } from "../../primitives/hex.ts";

/** A block that has the environment and nothing else: no parent, no transactions, no roots. */
export function buildBlock(environment: BlockEnvironment, common: Common): Block {
  const isMerged = common.gteHardfork(Hardfork.Paris);
  return createBlock(
    {
      header: {
        number: environment.number,
        timestamp: environment.timestamp,
        coinbase: hexToBytes(environment.coinbase),
        gasLimit: environment.gasLimit,
        difficulty: isMerged ? 0n : environment.difficulty,
        ...(isMerged ? { mixHash: hexToBytes(environment.prevRandao) } : {}),
        ...(common.isActivatedEIP(1559) && environment.baseFeePerGas !== undefined
          ? { baseFeePerGas: environment.baseFeePerGas }
          : {}),
        ...(common.isActivatedEIP(4844) && environment.excessBlobGas !== undefined
          ? { excessBlobGas: environment.excessBlobGas, blobGasUsed: 0n }
          : {}),
      },
    },
    { common, skipConsensusFormatValidation: true, freeze: false },
  );
}
