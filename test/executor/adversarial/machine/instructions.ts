import type { Hardfork } from "../hardforks.ts";

/** An instruction that only takes words from the stack and gives some back. */
export interface PlainInstruction {
  readonly opcode: number;
  readonly takes: number;
  readonly gives: number;
  readonly since?: Hardfork;
}

const plain = (opcode: number, takes: number, gives = 1, since?: Hardfork): PlainInstruction => ({
  opcode,
  takes,
  gives,
  ...(since === undefined ? {} : { since }),
});

export const ARITHMETIC: readonly PlainInstruction[] = [
  ...[0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x0a, 0x0b].map((opcode) => plain(opcode, 2)),
  plain(0x08, 3),
  plain(0x09, 3),
  ...[0x10, 0x11, 0x12, 0x13, 0x14, 0x16, 0x17, 0x18, 0x1a].map((opcode) => plain(opcode, 2)),
  plain(0x15, 1),
  plain(0x19, 1),
  ...[0x1b, 0x1c, 0x1d].map((opcode) => plain(opcode, 2, 1, "petersburg")),
  plain(0x1e, 1, 1, "osaka"),
];

export const ENVIRONMENT: readonly PlainInstruction[] = [
  ...[0x30, 0x32, 0x33, 0x34, 0x36, 0x38, 0x3a, 0x42, 0x43, 0x44, 0x45].map((opcode) =>
    plain(opcode, 0),
  ),
  ...[0x3d, 0x58, 0x59, 0x5a].map((opcode) => plain(opcode, 0)),
  // Earlier blocks pay the coinbase outside of transactions, and it could be asked for its balance.
  plain(0x41, 0, 1, "merge"),
  plain(0x31, 1),
  plain(0x35, 1),
  plain(0x3b, 1),
  plain(0x3f, 1, 1, "petersburg"),
  plain(0x40, 1),
  plain(0x46, 0, 1, "istanbul"),
  plain(0x47, 0, 1, "istanbul"),
  plain(0x48, 0, 1, "london"),
  plain(0x49, 1, 1, "cancun"),
  plain(0x4a, 0, 1, "cancun"),
];

/** Operands from the edges of all kinds of number. */
export const WORDS = [
  0n,
  1n,
  2n,
  31n,
  32n,
  33n,
  255n,
  256n,
  0xffff_ffffn,
  2n ** 53n,
  2n ** 64n - 1n,
  2n ** 64n,
  2n ** 128n,
  2n ** 160n - 1n,
  2n ** 255n - 1n,
  2n ** 255n,
  2n ** 256n - 2n,
  2n ** 256n - 1n,
];
