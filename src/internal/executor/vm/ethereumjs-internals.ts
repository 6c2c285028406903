import { type EVM, type ExecResult, createEVM } from "@ethereumjs/evm";

import { UnknownInternals } from "./unknown-internals.ts";

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

/** Rejects with {@link UnknownInternals} when what the executor uses of EthereumJS has another form. */
export function prototypes(): Promise<Prototypes> {
  captured ??= createEVM().then(capturePrototypes);
  return captured;
}

/** Runs a one-byte program to get hold of an interpreter. Spoils the EVM. */
export async function capturePrototypes(evm: EVM): Promise<Prototypes> {
  assertEvm(evm);
  const opcodes = (evm as unknown as { _opcodeMap?: OpcodeMap })._opcodeMap; // checked by the next line
  assertOpcodeMap(opcodes);
  let seen: RunState | undefined;
  opcodes[JUMPDEST] = {
    ...requireForm("the instruction JUMPDEST", opcodes[JUMPDEST]),
    opHandler: (runState) => {
      seen = runState;
    },
  };
  await evm.runCode({ code: Uint8Array.of(JUMPDEST), gasLimit: 1n });
  const runState = requireForm("EVM.runCode", seen);
  assertRunState(runState, evm);
  return {
    interpreter: Object.getPrototypeOf(runState.interpreter) as Interpreter, // what made the instance
    stack: Object.getPrototypeOf(runState.stack) as object,
    memory: Object.getPrototypeOf(runState.memory) as object,
  };
}

/** What the executor overrides would be left uncalled under another name, and nobody would notice. */
function assertEvm(evm: EVM): void {
  const { _optsCached, transientStorage, precompiles, DEBUG, common } = evm as unknown as Record<
    string,
    unknown
  >; // checked below
  assertMethods("EVM", evm, OVERRIDDEN.evm);
  assertMethods("Common", common, OVERRIDDEN.common);
  assertMethods("EVM.transientStorage", transientStorage, ["checkpoint", "commit", "revert"]);
  assertForm("EVM._optsCached", typeof _optsCached === "object" && _optsCached !== null);
  assertForm("EVM.precompiles", precompiles instanceof Map && precompiles.size > 0);
  assertForm("EVM.DEBUG", typeof DEBUG === "boolean");
}

function assertRunState(runState: RunState, evm: EVM): void {
  const { interpreter, stack, memory, env } = runState;
  const { _evm, _runState, _env, _result } = interpreter as unknown as InterpreterInternals; // checked below
  assertMethods("Interpreter", interpreter, METHODS);
  const forms: Record<string, boolean> = {
    Interpreter: hasKeys(interpreter, KEYS.interpreter),
    "the run state": hasKeys(runState, KEYS.runState),
    Stack: hasKeys(stack, KEYS.stack),
    Memory: hasKeys(memory, KEYS.memory) && memory._store instanceof Uint8Array,
    "the environment of a frame": hasKeys(env, KEYS.env) && !env.isStatic,
    "what an interpreter refers to": _evm === evm && _runState === runState && _env === env,
    "the result of a frame":
      Array.isArray(_result.logs) &&
      _result.returnValue === undefined &&
      _result.selfdestruct instanceof Map,
    "the start of a frame":
      runState.returnBytes instanceof Uint8Array &&
      runState.gasLeft === 0n &&
      runState.gasRefund === 0n &&
      runState.opCode === JUMPDEST &&
      runState.programCounter === 1,
  };
  for (const [what, holds] of Object.entries(forms)) assertForm(what, holds);
}

/** No field more and none less: a new one would have to be set here too. */
function hasKeys(object: object, keys: string): boolean {
  return Object.keys(object).sort().join(" ") === keys.split(" ").sort().join(" ");
}

const JUMPDEST = 0x5b;
const METHODS = ["useGas", "call", "create", "_baseCall", "_getValidJumpDestinations"];
const OVERRIDDEN = {
  evm: [
    "runCall",
    "runInterpreter",
    "runPrecompile",
    "getPrecompile",
    "_loadCode",
    "_reduceSenderBalance",
    "_addToBalance",
  ],
  common: ["copy", "updateParams", "setHardfork"],
};
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
  const sload = requireForm("EVM._opcodeMap", opcodes?.[0x54]);
  const { dynamicGas, isInvalid, feeBigInt, fee } = sload.opcodeInfo;
  const holds = [
    opcodes?.length === 256,
    [sload.opHandler, sload.gasHandler].every((handler) => typeof handler === "function"),
    [dynamicGas, isInvalid].every((flag) => typeof flag === "boolean"),
    BigInt(fee) === feeBigInt,
    opcodes?.[0xfe]?.opcodeInfo.isInvalid === true,
  ];
  assertForm("EVM._opcodeMap", holds.every(Boolean));
}

function assertMethods(name: string, object: unknown, methods: readonly string[]): void {
  const found = requireForm(name, object ?? undefined) as Record<string, unknown>; // checked below
  for (const method of methods) {
    assertForm(`${name}.${method}`, typeof found[method] === "function");
  }
}

function requireForm<T>(what: string, value: T | undefined): T {
  if (value === undefined) throw new UnknownInternals(what);
  return value;
}

function assertForm(what: string, holds: boolean): void {
  if (!holds) throw new UnknownInternals(what);
}
