import type { Hardfork } from "@ethereumjs/common";

import { INLINED } from "../../../../src/internal/executor/vm/inlined-instructions.ts";
import type { Hex } from "../../../../src/internal/model/location.ts";
import { assemble, OPCODES } from "./assemble.ts";
import { HARDFORKS, type Program, SELF } from "./run-everywhere.ts";

const OTHER: Hex = "0x00000000000000000000000000000000000c0de2";
const NOBODY: Hex = "0x00000000000000000000000000000000000dead1";

/** Words at which instructions change their ways. */
const WORDS = [
  ...[0n, 1n, 2n, 3n, 7n, 31n, 32n, 33n, 64n, 255n, 256n, 257n, 1024n, 65535n],
  ...[2n ** 32n - 1n, 2n ** 32n, 2n ** 53n, 2n ** 63n, 2n ** 64n - 1n, 2n ** 64n, 2n ** 128n],
  ...[2n ** 160n - 1n, 2n ** 224n, 2n ** 255n - 1n, 2n ** 255n, 2n ** 256n - 2n, 2n ** 256n - 1n],
];

/** A program that mostly makes sense: instructions exist and find operands, jumps land, loops end. */
export function randomProgram(random: () => number, hardfork: string): Program {
  const maker = new ProgramMaker(random, hardfork);
  const { below } = maker;
  const code = maker.make(5 + below(50));
  const other = new ProgramMaker(random, hardfork).make(below(15));
  return {
    code,
    others: new Map([[OTHER, other]]),
    gas: below(4) === 0 ? BigInt(below(60_000)) : 100_000n,
    data: Uint8Array.from({ length: below(3) === 0 ? 0 : below(100) }, () => below(256)),
    value: BigInt(below(2)),
    isStatic: below(20) === 0,
  };
}

class ProgramMaker {
  readonly #random: () => number;
  readonly #missing: ReadonlySet<string>;
  readonly #code: number[] = [];
  #depth = 0;
  /** At least so many words are on the stack. */
  #height = 0;

  constructor(random: () => number, hardfork: string) {
    this.#random = random;
    const later = HARDFORKS.slice(HARDFORKS.indexOf(hardfork as Hardfork) + 1); // one of them
    this.#missing = new Set(later.flatMap((name) => INTRODUCED[name]?.split(" ") ?? []));
  }

  readonly below = (n: number): number => Math.floor(this.#random() * n);

  make(steps: number): Uint8Array {
    for (let i = 0; i < steps; i++) this.#step();
    const end = this.below(6);
    if (end < 3) this.#memoryRange("RETURN");
    else if (end === 3) this.#memoryRange("REVERT");
    else if (end === 4 && this.below(4) === 0) this.#add(BigInt(NOBODY), "SELFDESTRUCT");
    return Uint8Array.from(this.#code);
  }

  #step(): void {
    const steps: readonly (readonly [weight: number, step: () => void])[] = [
      [
        12,
        () => {
          this.#add(this.#word());
        },
      ],
      [
        10,
        () => {
          this.#add(this.#word(), this.#word(), this.#pick(BINARY));
        },
      ],
      [
        8,
        () => {
          this.#add(this.#word(), this.#pick(BINARY));
        },
      ],
      [
        3,
        () => {
          this.#add(this.#word(), this.#pick(UNARY));
        },
      ],
      [
        2,
        () => {
          this.#add(this.#word(), this.#word(), this.#word(), this.#pick(TERNARY));
        },
      ],
      [
        6,
        () => {
          this.#add(`DUP${1 + this.below(6)}`);
        },
      ],
      [
        5,
        () => {
          this.#add(`SWAP${1 + this.below(5)}`);
        },
      ],
      [
        2,
        () => {
          this.#add("POP");
        },
      ],
      [
        6,
        () => {
          this.#add(this.#pick(ENVIRONMENT));
        },
      ],
      [
        5,
        () => {
          this.#add(this.#word(), this.#offset(), "MSTORE");
        },
      ],
      [
        2,
        () => {
          this.#add(this.#word(), this.#offset(), "MSTORE8");
        },
      ],
      [
        4,
        () => {
          this.#add(this.#offset(), "MLOAD");
        },
      ],
      [
        3,
        () => {
          this.#memoryRange("KECCAK256");
        },
      ],
      [
        2,
        () => {
          this.#add(this.#offset(), "CALLDATALOAD");
        },
      ],
      [
        4,
        () => {
          this.#add(this.#offset(), this.#offset(), this.#offset(), this.#pick(COPIES));
        },
      ],
      [
        2,
        () => {
          this.#add("RETURNDATASIZE", 0n, this.#offset(), "RETURNDATACOPY");
        },
      ],
      [
        6,
        () => {
          this.#add(BigInt(this.below(6)), "SLOAD");
        },
      ],
      [
        6,
        () => {
          this.#add(BigInt(this.below(4)), BigInt(this.below(6)), "SSTORE");
        },
      ],
      [
        3,
        () => {
          this.#add(BigInt(this.below(6)), "SSTORE");
        },
      ],
      [
        1,
        () => {
          this.#add(BigInt(this.below(3)), "TLOAD");
        },
      ],
      [
        1,
        () => {
          this.#add(this.#word(), BigInt(this.below(3)), "TSTORE");
        },
      ],
      [
        2,
        () => {
          this.#log();
        },
      ],
      [
        1,
        () => {
          this.#add(this.#address(), this.#pick(["BALANCE", "EXTCODESIZE", "EXTCODEHASH"]));
        },
      ],
      [
        4,
        () => {
          this.#call();
        },
      ],
      [
        1,
        () => {
          this.#create();
        },
      ],
      [
        3,
        () => {
          this.#skip();
        },
      ],
      [
        2,
        () => {
          this.#loop();
        },
      ],
      [
        1,
        () => {
          if (this.below(8) === 0) this.#code.push(this.below(256));
        },
      ],
    ];
    let at = this.below(steps.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, step] of steps) {
      at -= weight;
      if (at < 0) {
        step();
        return;
      }
    }
  }

  /** Words that instructions would miss on the stack are put there before. */
  #add(...parts: (string | bigint)[]): void {
    if (this.below(50) > 0 && parts.some((part) => this.#missing.has(String(part)))) return;
    let height = this.#height;
    let lacking = 0;
    for (const part of parts) {
      const [takes, gives] = typeof part === "bigint" ? [0, 1] : stackUse(part);
      lacking = Math.max(lacking, takes - height);
      height += gives - takes;
    }
    if (this.below(200) === 0) lacking = 0;
    for (let i = 0; i < lacking; i++) this.#code.push(...assemble(this.#word()));
    this.#code.push(...assemble(...parts));
    this.#height = Math.max(0, height + lacking);
  }

  #word(): bigint {
    const kind = this.below(5);
    if (kind < 2) return BigInt(this.below(300));
    return kind === 2 ? BigInt(Math.floor(this.#random() * 2 ** 53)) ** 4n : this.#pick(WORDS);
  }

  /** Mostly small: with large ones a frame is soon over. */
  #offset(): bigint {
    return this.below(200) === 0 ? this.#pick(WORDS) : BigInt(this.below(120));
  }

  #memoryRange(instruction: string): void {
    this.#add(this.#offset(), this.#offset(), instruction);
  }

  #log(): void {
    const topics = this.below(5);
    for (let i = 0; i < topics; i++) this.#add(this.#word());
    this.#memoryRange(`LOG${topics}`);
  }

  #address(): bigint {
    const precompile = BigInt(1 + this.below(9));
    return this.#pick([BigInt(SELF), BigInt(OTHER), BigInt(OTHER), BigInt(NOBODY), precompile]);
  }

  #call(): void {
    const name = this.#pick(["CALL", "CALL", "CALLCODE", "DELEGATECALL", "STATICCALL"]);
    const value = name.startsWith("CALL") ? [BigInt(this.below(8) === 0 ? 1 : 0)] : [];
    const ranges = [this.#offset(), this.#offset(), this.#offset(), this.#offset()];
    this.#add(...ranges, ...value, this.#address(), BigInt(this.below(40_000)), name);
  }

  /** Deploys some bytes of the call data or of zeros. */
  #create(): void {
    const salt = this.below(2) === 0 ? [this.#word()] : [];
    const size = BigInt(this.below(60));
    this.#add(...salt, size, BigInt(this.below(100)), BigInt(this.below(2)));
    this.#add(salt.length === 0 ? "CREATE" : "CREATE2");
  }

  /** A jump over some steps, taken or not. */
  #skip(): void {
    if (this.#depth >= 3) return;
    this.#add(this.below(2) === 0 ? BigInt(this.below(2)) : "DUP1");
    const target = this.#code.length + 1;
    this.#code.push(0x61, 0, 0, OPCODES[this.below(8) === 0 ? "JUMP" : "JUMPI"] ?? 0);
    this.#height--;
    this.#nest(1 + this.below(4));
    const label = this.#code.length - (this.below(30) === 0 ? 1 : 0);
    this.#code[target] = label >> 8;
    this.#code[target + 1] = label & 255;
    this.#add("JUMPDEST");
  }

  #loop(): void {
    if (this.#depth >= 2) return;
    const start = this.#code.length;
    this.#add("JUMPDEST");
    this.#nest(1 + this.below(5));
    // It goes on while the gas, divided, is odd, so it ends some time.
    this.#add(1n, BigInt(this.below(3) + 10), "GAS", "DIV", "AND");
    this.#height--;
    this.#code.push(0x61, start >> 8, start & 255, OPCODES.JUMPI ?? 0);
  }

  #nest(steps: number): void {
    const height = this.#height;
    this.#depth++;
    for (let i = 0; i < steps; i++) this.#step();
    this.#depth--;
    this.#height = Math.min(height, this.#height);
  }

  #pick<T>(choices: readonly T[]): T {
    const choice = choices[this.below(choices.length)];
    if (choice === undefined) throw new Error("There is no such choice");
    return choice;
  }
}

const BINARY =
  "ADD MUL SUB DIV SDIV MOD SMOD EXP SIGNEXTEND LT GT SLT SGT EQ AND OR XOR BYTE SHL SHR SAR".split(
    " ",
  );
const UNARY = ["ISZERO", "NOT", "CLZ", "BLOBHASH", "BLOCKHASH"];
const TERNARY = ["ADDMOD", "MULMOD"];
const COPIES = ["CALLDATACOPY", "CALLDATACOPY", "CODECOPY", "CODECOPY", "MCOPY", "MCOPY"];
const ENVIRONMENT =
  "ADDRESS ORIGIN CALLER CALLVALUE CALLDATASIZE CODESIZE GASPRICE RETURNDATASIZE COINBASE TIMESTAMP NUMBER PREVRANDAO GASLIMIT CHAINID SELFBALANCE BASEFEE BLOBBASEFEE PC MSIZE GAS PUSH0".split(
    " ",
  );

/** The instructions that came with hardforks after Byzantium. */
const INTRODUCED: Readonly<Partial<Record<string, string>>> = {
  constantinople: "SHL SHR SAR EXTCODEHASH CREATE2",
  istanbul: "CHAINID SELFBALANCE",
  london: "BASEFEE",
  shanghai: "PUSH0",
  cancun: "TLOAD TSTORE MCOPY BLOBHASH BLOBBASEFEE",
  osaka: "CLZ",
};

function stackUse(instruction: string): readonly [takes: number, gives: number] {
  const inlined = INLINED.find(([opcode]) => opcode === OPCODES[instruction]);
  return inlined === undefined ? (OTHER_USES[instruction] ?? [0, 1]) : [inlined[1], inlined[2]];
}

/** Of instructions that the run loop leaves to EthereumJS. */
const OTHER_USES: Readonly<Partial<Record<string, readonly [number, number]>>> = {
  ...Object.fromEntries(["BALANCE", "EXTCODESIZE", "EXTCODEHASH"].map((name) => [name, [1, 1]])),
  ...Object.fromEntries(["BLOCKHASH", "BLOBHASH", "TLOAD"].map((name) => [name, [1, 1]])),
  ...{ TSTORE: [2, 0], SELFDESTRUCT: [1, 0], CREATE: [3, 1], CREATE2: [4, 1] },
  ...{ CALL: [7, 1], CALLCODE: [7, 1], DELEGATECALL: [6, 1], STATICCALL: [6, 1] },
};
