import { createEVM, type EVM } from "@ethereumjs/evm";

/* EthereumJS's internals that the executor builds on, which is why its version is pinned. */

export type OpcodeMap = EVM["_opcodeMap"];
export type OpcodeEntry = OpcodeMap[number];
export type RunState = Parameters<OpcodeEntry["opHandler"]>[0];
export type Interpreter = RunState["interpreter"];

/** What an interpreter and its stack hold, under the names that EthereumJS's types hide. */
export interface InterpreterInternals {
  readonly _evm: EVM;
  readonly _runState: RunState;
  readonly _env: RunState["env"];
  readonly _result: {
    returnValue?: Uint8Array;
    readonly logs: [Uint8Array, Uint8Array[], Uint8Array][];
  };
}
export interface StackInternals {
  readonly _store: bigint[];
  _len: number;
  readonly _maxHeight: number;
}

export function internalsOf(interpreter: Interpreter): InterpreterInternals {
  return interpreter as unknown as InterpreterInternals; // interpreterPrototype() has checked one
}

export function stackInternalsOf({ stack }: RunState): StackInternals {
  return stack as unknown as StackInternals; // interpreterPrototype() has checked one
}

let captured: Promise<Interpreter> | undefined;

/**
 * The prototype of EthereumJS's interpreters, whose class is not exported: a one-byte program is run
 * to get hold of one. Rejects when anything that the executor uses of it has another form than it had
 * in the version that is pinned.
 */
export function interpreterPrototype(): Promise<Interpreter> {
  captured ??= capture();
  return captured;
}

async function capture(): Promise<Interpreter> {
  const evm = await createEVM();
  const opcodes = (evm as unknown as { _opcodeMap?: OpcodeMap })._opcodeMap; // checked by the next line
  assertOpcodeMap(opcodes);
  let seen: RunState | undefined;
  opcodes[JUMPDEST] = {
    ...requireForm(opcodes[JUMPDEST]),
    opHandler: (runState) => {
      seen = runState;
    },
  };
  await evm.runCode({ code: Uint8Array.of(JUMPDEST), gasLimit: 1n });
  return assertInterpreter(seen, evm);
}

function assertInterpreter(seen: RunState | undefined, evm: EVM): Interpreter {
  const runState = requireForm(seen);
  const { interpreter, memory } = runState;
  const { _evm, _runState, _env, _result } = internalsOf(interpreter);
  const { _store, _len, _maxHeight } = stackInternalsOf(runState);
  const prototype = Object.getPrototypeOf(interpreter) as Record<string, unknown>; // of a class instance
  const holds = [
    _evm === evm && _runState === runState,
    _env === runState.env && _env.callData instanceof Uint8Array && !_env.isStatic,
    Array.isArray(_result.logs) && _result.returnValue === undefined,
    METHODS.every((method) => typeof prototype[method] === "function"),
    Array.isArray(_store) && _len === 0 && _maxHeight === 1024,
    memory._store instanceof Uint8Array,
    BIGINT_FIELDS.every((field) => typeof runState[field] === "bigint"),
    runState.opCode === JUMPDEST && runState.programCounter === 1,
    runState.code instanceof Uint8Array && runState.returnBytes instanceof Uint8Array,
  ];
  if (!holds.every(Boolean)) throw wrongVersion();
  return Object.getPrototypeOf(interpreter) as Interpreter; // what made the instance
}

const JUMPDEST = 0x5b;
const METHODS = ["run", "useGas", "_getValidJumpDestinations"];
const BIGINT_FIELDS = ["gasLeft", "gasRefund", "memoryWordCount", "highestMemCost"] as const;

function assertOpcodeMap(opcodes: OpcodeMap | undefined): asserts opcodes is OpcodeMap {
  const entry = requireForm(opcodes?.[0x54]);
  const { dynamicGas, isInvalid, feeBigInt, fee } = entry.opcodeInfo;
  const holds = [
    opcodes?.length === 256,
    [entry.opHandler, entry.gasHandler].every((handler) => typeof handler === "function"),
    [dynamicGas, isInvalid].every((flag) => typeof flag === "boolean"),
    BigInt(fee) === feeBigInt,
    opcodes?.[0xfe]?.opcodeInfo.isInvalid === true,
  ];
  if (!holds.every(Boolean)) throw wrongVersion();
}

function requireForm<T>(value: T | undefined): T {
  if (value === undefined) throw wrongVersion();
  return value;
}

function wrongVersion(): Error {
  return new Error(
    "This version of @ethereumjs/evm has other internals than 10.1.3; install exactly that version.",
  );
}
