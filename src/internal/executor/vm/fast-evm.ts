import { EVM, type EVMOpts, type PrecompileFunc } from "@ethereumjs/evm";
import type { Address as EthereumJsAddress } from "@ethereumjs/util";

import type { Accelerated } from "../crypto/accelerated.ts";
import { bn254, bn254Library } from "../crypto/bn254.ts";
import { publicKeyRecovery } from "../crypto/recover-public-key.ts";
import type { AccessLog } from "../state/access-log.ts";
import type { FrameStorage } from "../state/frame-storage.ts";
import { type InstructionTable, instructionTable } from "./instruction-table.ts";

/** An EVM whose code the executor's own run loop runs, once `installRunLoop` was called. */
export abstract class FastEvm extends EVM {
  /** Without it EthereumJS's own loop runs the code. */
  fast = true;
  #table: InstructionTable | undefined;
  readonly #accelerated: ReadonlyMap<PrecompileFunc | undefined, Accelerated<unknown>>;

  constructor(options: EVMOpts) {
    // createEVM cannot make a subclass, and puts its own pairing library in place of any other.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    super({ ...options, bn254 });
    this.#accelerated = new Map<PrecompileFunc | undefined, Accelerated<unknown>>([
      [this.getPrecompile("0x1"), publicKeyRecovery],
      [this.getPrecompile("0x6"), bn254Library],
      [this.getPrecompile("0x7"), bn254Library],
      [this.getPrecompile("0x8"), bn254Library],
    ]);
  }

  abstract storageOf(address: EthereumJsAddress): FrameStorage;

  /** Told where in the code the state is reached; undefined when nobody wants to know. */
  abstract get attribution(): AccessLog | undefined;

  /** The rules must not change after the first call. */
  get instructions(): InstructionTable {
    this.#table ??= instructionTable(this._opcodeMap, this.common);
    return this.#table;
  }

  protected override runPrecompile(...call: Parameters<EVM["runPrecompile"]>) {
    const loading = this.#accelerated.get(call[0])?.prepare();
    return loading === undefined
      ? super.runPrecompile(...call)
      : loading.then(() => super.runPrecompile(...call));
  }
}
