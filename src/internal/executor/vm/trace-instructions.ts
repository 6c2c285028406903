import { hexToBytes, toWord } from "../../primitives/hex.ts";
import type { AccessLog } from "../state/access-log.ts";
import type { TransactionState } from "../state/transaction-state.ts";
import type { OpcodeMap, RunState } from "./ethereumjs-internals.ts";

/** Pre-images are a key of up to this size and a slot; longer inputs are no mapping's. */
const MAX_PREIMAGE_BYTES = 1024;

/**
 * Puts own code before the handlers of the few instructions that reach the state. A `step` listener
 * would see them as well, at twice the time for all instructions. The run loop runs SLOAD, SSTORE and
 * KECCAK256 without their handlers, and then notes the same.
 */
export function traceInstructions(
  opcodes: OpcodeMap,
  state: TransactionState,
  log: () => AccessLog,
): void {
  const before = (opcode: number, hook: (runState: RunState) => void) => {
    beforeHandlers(opcodes, opcode, hook, log);
  };
  const nothing = () => undefined;
  before(OPCODE.SLOAD, nothing);
  before(OPCODE.SSTORE, nothing);
  before(OPCODE.EXTCODESIZE, nothing);
  before(OPCODE.EXTCODECOPY, nothing);
  before(OPCODE.EXTCODEHASH, nothing);
  before(OPCODE.BALANCE, (runState) => {
    state.readBalanceExactly(state.account(addressFromWord(runState.stack.peek()[0] ?? 0n)));
  });
  before(OPCODE.SELFBALANCE, (runState) => {
    state.readBalanceExactly(state.account(runState.env.address.bytes));
  });
  before(OPCODE.SELFDESTRUCT, (runState) => {
    state.readBalanceExactly(state.account(runState.env.address.bytes));
  });
  before(OPCODE.CREATE, (runState) => {
    noteLackOfFunds(runState, 0, state);
  });
  before(OPCODE.CREATE2, (runState) => {
    noteLackOfFunds(runState, 0, state);
  });
  before(OPCODE.CALL, (runState) => {
    noteLackOfFunds(runState, 2, state);
  });
  before(OPCODE.CALLCODE, (runState) => {
    noteLackOfFunds(runState, 2, state);
  });
  before(OPCODE.DELEGATECALL, nothing);
  before(OPCODE.STATICCALL, nothing);
  keepPreimages(opcodes, log);
}

const OPCODE = {
  KECCAK256: 0x20,
  BALANCE: 0x31,
  EXTCODESIZE: 0x3b,
  EXTCODECOPY: 0x3c,
  EXTCODEHASH: 0x3f,
  SELFBALANCE: 0x47,
  SLOAD: 0x54,
  SSTORE: 0x55,
  CREATE: 0xf0,
  CALL: 0xf1,
  CALLCODE: 0xf2,
  DELEGATECALL: 0xf4,
  CREATE2: 0xf5,
  STATICCALL: 0xfa,
  SELFDESTRUCT: 0xff,
} as const;

/**
 * Runs `hook` before the instruction, whose gas handler, where it has one, may touch the state first
 * (SSTORE loads the slot to know its price). The hook runs once: before the handler that comes first.
 */
function beforeHandlers(
  opcodes: OpcodeMap,
  opcode: number,
  hook: (runState: RunState) => void,
  log: () => AccessLog,
): void {
  const entry = opcodes[opcode];
  // Before its hardfork an instruction is INVALID, and all invalid ones share one entry.
  if (entry === undefined || entry.opcodeInfo.isInvalid) return;
  const { gasHandler, opHandler } = entry;
  const hasGasHandler = entry.opcodeInfo.dynamicGas;
  const wrapped = { ...entry };
  if (hasGasHandler) {
    wrapped.gasHandler = ((runState: RunState, gas: bigint, common: never) => {
      log().at(runState.programCounter);
      hookUnlessStackIsShort(hook, runState);
      return gasHandler(runState, gas, common);
    }) as typeof gasHandler; // the same parameters, passed on
  }
  wrapped.opHandler = ((runState: RunState, common: never) => {
    // The program counter has moved on to the next instruction by now.
    log().at(runState.programCounter - 1);
    if (!hasGasHandler) hookUnlessStackIsShort(hook, runState);
    return opHandler(runState, common);
  }) as typeof opHandler; // the same parameters, passed on
  opcodes[opcode] = wrapped;
}

/** A stack underflow is the instruction's own error to raise, not the hook's. */
function hookUnlessStackIsShort(hook: (runState: RunState) => void, runState: RunState): void {
  try {
    hook(runState);
  } catch (error) {
    if (!isStackUnderflow(error)) throw error;
  }
}

function isStackUnderflow(error: unknown): boolean {
  return error instanceof Error && error.message.includes("stack underflow");
}

/** CALL and CREATE go on with a failure when the value exceeds the balance: then it was looked at. */
function noteLackOfFunds(runState: RunState, valueDepth: number, state: TransactionState): void {
  const value = runState.stack.peek(valueDepth + 1)[valueDepth] ?? 0n;
  if (value > 0n && runState.env.contract.balance < value) {
    state.readBalanceExactly(state.account(runState.env.address.bytes));
  }
}

function keepPreimages(opcodes: OpcodeMap, log: () => AccessLog): void {
  const entry = opcodes[OPCODE.KECCAK256];
  if (entry === undefined) return;
  const { opHandler } = entry;
  opcodes[OPCODE.KECCAK256] = {
    ...entry,
    opHandler: ((runState: RunState, common: never) => {
      const active = log();
      if (!active.attribute) return opHandler(runState, common);
      const [offset = 0n, length = 0n] = runState.stack.peek(2);
      const result = opHandler(runState, common);
      if (length >= 32n && length <= MAX_PREIMAGE_BYTES) {
        const input = runState.memory.read(Number(offset), Number(length));
        active.preimages.set(runState.stack.peek()[0] ?? 0n, input);
      }
      return result;
    }) as typeof opHandler, // the same parameters, passed on
  };
}

function addressFromWord(word: bigint) {
  return hexToBytes(toWord(word)).subarray(12);
}
