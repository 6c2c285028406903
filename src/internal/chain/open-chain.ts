import { narrowNumber, narrowQuantity } from "../model/json-rpc/narrow-rpc.ts";
import { ParallelEvmError } from "../primitives/plugin-error.ts";
import { reasonOf } from "../primitives/reason-of.ts";
import type { Ask } from "./ask.ts";
import { RequestFailure } from "./failure.ts";

export interface ChainHead {
  readonly chainId: bigint;
  readonly latest: bigint;
}

/** Which chain it is, and how long. Throws PE049 when it does not answer, and PE045 when that is not understood. */
export async function openChain(network: string, ask: Ask): Promise<ChainHead> {
  try {
    const chainId = narrowQuantity(await ask("eth_chainId", []));
    const latest = narrowNumber(await ask("eth_getBlockByNumber", ["latest", false]));
    return { chainId, latest };
  } catch (error) {
    const reason = reasonOf(error);
    if (error instanceof RequestFailure) throw new ParallelEvmError("PE049", [network, reason]);
    throw new ParallelEvmError("PE045", ['"latest"', network, reason]);
  }
}
