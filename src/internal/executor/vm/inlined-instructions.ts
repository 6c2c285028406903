/** Opcode, words taken from the stack, words put there. */
type StackUse = readonly [opcode: number, takes: number, gives: number];

/** The instructions that the run loop runs itself, where the rules have them. */
export const INLINED: readonly StackUse[] = [
  ...each([0x00, 0x5b], 0, 0), // STOP, JUMPDEST
  ...each(range(0x01, 0x07), 2, 1), // ADD to SMOD
  ...each([0x08, 0x09], 3, 1), // ADDMOD, MULMOD
  ...each([0x0a, 0x0b], 2, 1), // EXP, SIGNEXTEND
  ...each(range(0x10, 0x14), 2, 1), // LT to EQ
  ...each([0x15, 0x19, 0x1e], 1, 1), // ISZERO, NOT, CLZ
  ...each([0x16, 0x17, 0x18, 0x1a, 0x1b, 0x1c, 0x1d], 2, 1), // AND, OR, XOR, BYTE, SHL, SHR, SAR
  ...each([0x20], 2, 1), // KECCAK256
  ...each([0x30, 0x32, 0x33, 0x34, 0x36, 0x38, 0x3a, 0x3d], 0, 1), // ADDRESS, ORIGIN to CALLVALUE, sizes, GASPRICE
  ...each([0x35], 1, 1), // CALLDATALOAD
  ...each([0x37, 0x39, 0x3e], 3, 0), // CALLDATACOPY, CODECOPY, RETURNDATACOPY
  ...each([0x42, 0x43, 0x45, 0x46], 0, 1), // TIMESTAMP, NUMBER, GASLIMIT, CHAINID
  ...each([0x50, 0x56], 1, 0), // POP, JUMP
  ...each([0x51, 0x54], 1, 1), // MLOAD, SLOAD
  ...each([0x52, 0x53, 0x55, 0x57], 2, 0), // MSTORE, MSTORE8, SSTORE, JUMPI
  ...each([0x58, 0x59, 0x5a], 0, 1), // PC, MSIZE, GAS
  ...each([0x5e], 3, 0), // MCOPY
  ...each(range(0x5f, 0x7f), 0, 1), // PUSH0 to PUSH32
  ...range(0x80, 0x8f).map((opcode): StackUse => [opcode, opcode - 0x7f, opcode - 0x7e]), // DUP
  ...range(0x90, 0x9f).map((opcode): StackUse => [opcode, opcode - 0x8e, opcode - 0x8e]), // SWAP
  ...range(0xa0, 0xa4).map((opcode): StackUse => [opcode, opcode - 0x9e, 0]), // LOG
  ...each([0xf3, 0xfd], 2, 0), // RETURN, REVERT
];

function each(opcodes: readonly number[], takes: number, gives: number): StackUse[] {
  return opcodes.map((opcode) => [opcode, takes, gives]);
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
