import { type EVM, type ExecResult, createEVM } from "@ethereumjs/evm";

/* EthereumJS's internals that the executor builds on, which is why its version is pinned. */

export type OpcodeMap = EVM["_opcodeMap"];
export type OpcodeEntry = OpcodeMap[number];
export type RunState = Parameters<OpcodeEntry["opHandler"]>[0];
export type Interpreter = RunState["interpreter"];

export type Env = RunState["env"];

/** What an interpreter's methods find in it, under the names that EthereumJS's types hide. */
export interface InterpreterInternals {
  readonly _evm: EVM;
  readonly _stateManager: RunState["stateManager"];
  readonly common: EVM["common"];
  readonly _runState: RunState;
  readonly journal: EVM["journal"];
  readonly _env: Env;
  readonly _result: RunResult;
}

export interface RunResult {
  logs: [address: Uint8Array, topics: Uint8Array[], data: Uint8Array][];
  returnValue: Uint8Array | undefined;
  selfdestruct: NonNullable<ExecResult["selfdestruct"]>;
  createdAddresses?: NonNullable<ExecResult["createdAddresses"]>;
}

export interface StackInternals {
  readonly _store: bigint[];
  _len: number;
  readonly _maxHeight: number;
}

/** Prototypes of objects whose classes are not exported. */
export interface Prototypes {
  readonly interpreter: Interpreter;
  readonly stack: object;
  readonly memory: object;
}

let captured: Promise<Prototypes> | undefined;

/** Rejects when what the executor uses of EthereumJS has another form than in the version that is pinned. */
export function prototypes(): Promise<Prototypes> {
  captured ??= createEVM().then(capturePrototypes);
  return captured;
}

/** Runs a one-byte program to get hold of an interpreter. Spoils the EVM. */
export async function capturePrototypes(evm: EVM): Promise<Prototypes> {
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
  const runState = requireForm(seen);
  assertRunState(runState, evm);
  return {
    interpreter: Object.getPrototypeOf(runState.interpreter) as Interpreter, // what made the instance
    stack: Object.getPrototypeOf(runState.stack) as object,
    memory: Object.getPrototypeOf(runState.memory) as object,
  };
}

function assertRunState(runState: RunState, evm: EVM): void {
  const { interpreter, stack, memory, env } = runState;
  const { _evm, _runState, _env, _result } = interpreter as unknown as InterpreterInternals; // checked below
  const methods = Object.getPrototypeOf(interpreter) as Record<string, unknown>; // of a class instance
  const holds = [
    hasKeys(interpreter, KEYS.interpreter) && hasKeys(runState, KEYS.runState),
    hasKeys(stack, KEYS.stack) && hasKeys(memory, KEYS.memory) && hasKeys(env, KEYS.env),
    _evm === evm && _runState === runState && _env === env && !env.isStatic,
    Array.isArray(_result.logs) && _result.returnValue === undefined,
    _result.selfdestruct instanceof Map,
    METHODS.every((method) => typeof methods[method] === "function"),
    memory._store instanceof Uint8Array && runState.returnBytes instanceof Uint8Array,
    runState.gasLeft === 0n && runState.gasRefund === 0n,
    runState.opCode === JUMPDEST && runState.programCounter === 1,
  ];
  if (!holds.every(Boolean)) throw wrongVersion();
}

/** No field more and none less: a new one would have to be set here too. */
function hasKeys(object: object, keys: string): boolean {
  return Object.keys(object).sort().join(" ") === keys.split(" ").sort().join(" ");
}

const JUMPDEST = 0x5b;
const METHODS = ["useGas", "call", "create", "_baseCall", "_getValidJumpDestinations"];
const KEYS = {
  interpreter:
    "opDebuggers _evm _stateManager common _runState journal _env _result profilerOpts performanceLogger",
  runState:
    "programCounter opCode memory memoryWordCount highestMemCost stack code validJumps cachedPushes stateManager blockchain env shouldDoJumpAnalysis interpreter gasRefund gasLeft stateGasSpilled returnBytes",
  env: "address caller callData callValue code isStatic isCreate depth gasPrice origin block contract codeAddress gasRefund chargeCodeAccesses blobVersionedHashes accessWitness createdAddresses initialLogs",
  stack: "_len _store _maxHeight",
  memory: "_store",
};

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
