import type { EVM } from "@ethereumjs/evm";

import type {
  Env,
  Interpreter,
  InterpreterInternals,
  Prototypes,
  RunResult,
  RunState,
  StackInternals,
} from "./ethereumjs-internals.ts";

/*
 * What EthereumJS's own instructions work on, without what its constructors do: they make 8 KB of
 * memory for each frame. The methods are EthereumJS's, once they are lent.
 */

let lent = false;

export function lendMethodsOf({ interpreter, stack, memory }: Prototypes): void {
  Object.setPrototypeOf(LeanInterpreter.prototype, interpreter);
  Object.setPrototypeOf(LeanStack.prototype, stack);
  Object.setPrototypeOf(LeanMemory.prototype, memory);
  lent = true;
}

/** Whether EthereumJS runs otherwise than as published on this thread: the run loop is installed. */
export function areMethodsLent(): boolean {
  return lent;
}

export class LeanInterpreter implements InterpreterInternals {
  readonly opDebuggers = {};
  readonly profilerOpts = undefined;
  readonly performanceLogger = undefined;
  readonly _evm: EVM;
  readonly _stateManager: EVM["stateManager"];
  readonly common: EVM["common"];
  readonly journal: EVM["journal"];
  readonly _env: Env;
  readonly _result: RunResult;
  readonly _runState: RunState;
  readonly leanStack = new LeanStack();

  constructor(evm: EVM, env: Env, code: Uint8Array, gasLeft: bigint, memory: Uint8Array) {
    this._evm = evm;
    this._stateManager = evm.stateManager;
    this.common = evm.common;
    this.journal = evm.journal;
    this._env = env;
    this._result = { logs: [], returnValue: undefined, selfdestruct: new Map() };
    this._runState = {
      programCounter: 0,
      opCode: 0xfe,
      // They have the methods of the classes that EthereumJS makes them of, and the same fields.
      memory: new LeanMemory(memory) as unknown as RunState["memory"],
      stack: this.leanStack as unknown as RunState["stack"],
      interpreter: this as unknown as Interpreter,
      memoryWordCount: 0n,
      highestMemCost: 0n,
      code,
      validJumps: NO_JUMPS,
      cachedPushes: {},
      stateManager: evm.stateManager,
      blockchain: evm.blockchain,
      env,
      shouldDoJumpAnalysis: true,
      gasRefund: env.gasRefund,
      gasLeft,
      stateGasSpilled: 0n,
      returnBytes: NO_BYTES,
    };
  }
}

class LeanStack implements StackInternals {
  readonly _store: bigint[] = [];
  _len = 0;
  readonly _maxHeight = 1024;
}

class LeanMemory {
  _store: Uint8Array;

  constructor(store: Uint8Array) {
    this._store = store;
  }
}

/** The run loop checks jumps itself; EthereumJS gets those that fail. */
const NO_JUMPS = new Uint8Array();
const NO_BYTES = new Uint8Array();
