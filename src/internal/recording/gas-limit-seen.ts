import type { BlockRecord } from "../model/recording.ts";

/** What Hardhat's network says of its blocks where they have no gas limit (`blockGasLimit: false`, as with coverage). */
const SAID = "0x3938700"; // 60,000,000

/** What GASLIMIT gives in them: what EDR (0.12) begins each header with, and only then replaces. */
const SEEN = "0xf4240"; // 1,000,000

/**
 * The block as code saw it, of a network without a block gas limit. Once `evm_setBlockGasLimit` has set one, blocks say
 * that, and code sees it.
 */
export function withGasLimitSeen<Block extends Pick<BlockRecord, "gasLimit">>(block: Block): Block {
  return block.gasLimit === SAID ? { ...block, gasLimit: SEEN } : block;
}
