import type { Common } from "@ethereumjs/common";
import { Hardfork } from "@ethereumjs/common";
import { createVM, type VM } from "@ethereumjs/vm";

import type { ChainParameters } from "../../model/scenario.ts";
import type { CodeStore } from "../state/code-store.ts";
import { EthereumJsState } from "../state/ethereumjs-state.ts";
import { TransactionState } from "../state/transaction-state.ts";
import { BlockHashes } from "./block-hashes.ts";
import { TracingEvm } from "./tracing-evm.ts";

/** EthereumJS's VM and what it works on. */
export interface VirtualMachine {
  readonly vm: VM;
  readonly evm: TracingEvm;
  readonly state: TransactionState;
  readonly ethereumJsState: EthereumJsState;
  readonly blockHashes: BlockHashes;
}

export async function createVirtualMachine(
  common: Common,
  chain: ChainParameters,
  codes: CodeStore,
): Promise<VirtualMachine> {
  const existenceIsStored = !common.gteHardfork(Hardfork.SpuriousDragon);
  const state = new TransactionState(existenceIsStored);
  const ethereumJsState = new EthereumJsState(state, existenceIsStored);
  const blockHashes = new BlockHashes();
  const evm = new TracingEvm(
    {
      common,
      blockchain: blockHashes,
      allowUnlimitedContractSize: chain.allowUnlimitedContractSize,
      allowUnlimitedInitCodeSize: chain.allowUnlimitedContractSize,
    },
    state,
    ethereumJsState,
    codes,
  );
  const vm = await createVM({
    common,
    evm,
    stateManager: ethereumJsState,
    blockchain: blockHashes,
  });
  return { vm, evm, state, ethereumJsState, blockHashes };
}
