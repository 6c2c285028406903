/** Opcodes by name, all that legacy code has up to Osaka. */
export const OPCODES: Readonly<Record<string, number>> = {
  ...number(0x00, "STOP ADD MUL SUB DIV SDIV MOD SMOD ADDMOD MULMOD EXP SIGNEXTEND"),
  ...number(0x10, "LT GT SLT SGT EQ ISZERO AND OR XOR NOT BYTE SHL SHR SAR CLZ"),
  ...number(0x20, "KECCAK256"),
  ...number(0x30, "ADDRESS BALANCE ORIGIN CALLER CALLVALUE CALLDATALOAD CALLDATASIZE CALLDATACOPY"),
  ...number(0x38, "CODESIZE CODECOPY GASPRICE EXTCODESIZE EXTCODECOPY RETURNDATASIZE"),
  ...number(0x3e, "RETURNDATACOPY EXTCODEHASH BLOCKHASH COINBASE TIMESTAMP NUMBER PREVRANDAO"),
  ...number(0x45, "GASLIMIT CHAINID SELFBALANCE BASEFEE BLOBHASH BLOBBASEFEE"),
  ...number(0x50, "POP MLOAD MSTORE MSTORE8 SLOAD SSTORE JUMP JUMPI PC MSIZE GAS JUMPDEST"),
  ...number(0x5c, "TLOAD TSTORE MCOPY PUSH0"),
  ...number(0xa0, "LOG0 LOG1 LOG2 LOG3 LOG4"),
  ...number(0xf0, "CREATE CALL CALLCODE RETURN DELEGATECALL CREATE2"),
  ...{ STATICCALL: 0xfa, REVERT: 0xfd, INVALID: 0xfe, SELFDESTRUCT: 0xff },
  ...Object.fromEntries(Array.from({ length: 16 }, (_, i) => [`DUP${i + 1}`, 0x80 + i])),
  ...Object.fromEntries(Array.from({ length: 16 }, (_, i) => [`SWAP${i + 1}`, 0x90 + i])),
};

/** Instructions by name, or a number to push. */
export type Part = string | bigint | number;

/** Parts in the order of execution. */
export function assemble(...parts: Part[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap((part) => (typeof part === "string" ? part.split(" ").map(opcode) : push(part))),
  );
}

/** The shortest PUSH of the value that is not PUSH0. */
function push(value: bigint | number): number[] {
  const digits = value.toString(16);
  const hex = digits.length % 2 === 0 ? digits : `0${digits}`;
  return [0x5f + hex.length / 2, ...Buffer.from(hex, "hex")];
}

function opcode(name: string): number {
  const code = OPCODES[name];
  if (code === undefined) throw new Error(`There is no instruction ${name}`);
  return code;
}

function number(first: number, names: string): Record<string, number> {
  return Object.fromEntries(names.split(" ").map((name, i) => [name, first + i]));
}
