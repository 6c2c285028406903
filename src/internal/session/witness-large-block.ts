import type { LargeBlock, StateReader } from "../model/large-block.ts";
import type { ChainParameters, PreState } from "../model/scenario.ts";

/** Loads EthereumJS into this thread, which otherwise does without. */
export async function witnessLargeBlock(
  block: LargeBlock,
  chain: ChainParameters,
  state: StateReader,
): Promise<readonly (PreState | undefined)[]> {
  const { witnessBlock } = await import("../executor/witness-block.ts");
  return witnessBlock(block, chain, state);
}
