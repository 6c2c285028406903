import { EVM } from "@ethereumjs/evm";
import type { Address as EthereumJsAddress } from "@ethereumjs/util";

import type { AccessLog } from "../state/access-log.ts";
import type { FrameStorage } from "../state/frame-storage.ts";
import { type InstructionTable, instructionTable } from "./instruction-table.ts";

/** An EVM whose code the executor's own run loop runs, once `installRunLoop` was called. */
export abstract class FastEvm extends EVM {
  /** Without it EthereumJS's own loop runs the code. */
  fast = true;
  #table: InstructionTable | undefined;

  abstract storageOf(address: EthereumJsAddress): FrameStorage;

  /** Told where in the code the state is reached; undefined when nobody wants to know. */
  abstract get attribution(): AccessLog | undefined;

  /** The rules must not change after the first call. */
  get instructions(): InstructionTable {
    this.#table ??= instructionTable(this._opcodeMap, this.common);
    return this.#table;
  }
}
