import type { Common } from "@ethereumjs/common";

import type { OpcodeMap } from "./ethereumjs-internals.ts";
import type { MemoryPrice } from "./frame-memory.ts";
import { INLINED } from "./inlined-instructions.ts";
import { type SstoreRule, sstoreRule } from "./sstore-rule.ts";

const STACK_LIMIT = 1024;

/** A stack height that no frame has. */
const NEVER = STACK_LIMIT + 1;

/**
 * What the run loop has to know of each instruction under the rules of one EVM. It runs an
 * instruction itself while the stack is `lowest` to `highest` high, and has EthereumJS run it
 * otherwise: because it fails, does not exist, or is none of the loop's.
 */
export interface InstructionTable {
  readonly entries: OpcodeMap;
  readonly fees: Int32Array;
  readonly lowest: Int16Array;
  readonly highest: Int16Array;
  readonly prices: Prices;
  readonly chainId: bigint;
  /** EIP-7702. */
  readonly delegatesCode: boolean;
  /** Whether all that the rules change of instructions is known to the loop. */
  readonly isKnown: boolean;
}

/** What instructions cost beyond their fee. */
export interface Prices {
  readonly memory: MemoryPrice;
  readonly keccakWord: number;
  readonly copyWord: number;
  readonly logTopic: number;
  readonly logByte: number;
  readonly expByte: number;
  /** EIP-2929; undefined before it. */
  readonly slotAccess: AccessPrice | undefined;
  readonly accountAccess: AccessPrice | undefined;
  readonly sstore: SstoreRule;
}

interface AccessPrice {
  readonly cold: number;
  readonly warm: number;
}

export function instructionTable(entries: OpcodeMap, common: Common): InstructionTable {
  const lowest = new Int16Array(256).fill(NEVER);
  const highest = new Int16Array(256);
  for (const [opcode, takes, gives] of INLINED) {
    if (entries[opcode]?.opcodeInfo.isInvalid !== false) continue;
    lowest[opcode] = takes;
    highest[opcode] = STACK_LIMIT + takes - gives;
  }
  const fees = Int32Array.from(entries, ({ opcodeInfo }) => opcodeInfo.fee);
  return {
    entries,
    fees,
    lowest,
    highest,
    prices: pricesOf(common),
    chainId: common.chainId(),
    delegatesCode: common.isActivatedEIP(7702),
    isKnown: !UNKNOWN_EIPS.some((eip) => common.isActivatedEIP(eip)),
  };
}

/** EOF, logs of transfers, Verkle and binary trees, block-level access lists, gas for state: none is on a chain. */
const UNKNOWN_EIPS = [2780, 3540, 6800, 7708, 7864, 7928, 8024, 8037, 8038];

function pricesOf(common: Common): Prices {
  const price = (name: string) => Number(common.param(name));
  const hasAccessPrices = common.isActivatedEIP(2929);
  return {
    memory: { perWord: price("memoryGas"), quadraticDivisor: price("quadCoefficientDivGas") },
    keccakWord: price("keccak256WordGas"),
    copyWord: price("copyGas"),
    logTopic: price("logTopicGas"),
    logByte: price("logDataGas"),
    expByte: price("expByteGas"),
    slotAccess: hasAccessPrices
      ? { cold: price("coldsloadGas"), warm: price("warmstoragereadGas") }
      : undefined,
    accountAccess: hasAccessPrices
      ? { cold: price("coldaccountaccessGas"), warm: price("warmstoragereadGas") }
      : undefined,
    sstore: sstoreRule(common),
  };
}
