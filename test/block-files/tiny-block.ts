import { bytesToHex, hexToBytes } from "../../src/internal/primitives/hex.ts";
import { keccak256 } from "../../src/internal/primitives/keccak.ts";

/** Adds 1 to slot 0 and logs nothing: PUSH0 SLOAD PUSH1 1 ADD PUSH0 SSTORE, PUSH0 PUSH0 LOG0, STOP. */
export const COUNTER_CODE = "0x5f546001015f555f5fa000";
export const COUNTER_HASH = bytesToHex(keccak256(hexToBytes(COUNTER_CODE)));
export const COUNTER = account(0xc0);

/**
 * A call costs 21,000 + 2,100 (cold SLOAD) + 2,900 (SSTORE) + 375 (LOG0) + 14 (the rest): 26,389; the
 * third pays 4,300 for its access list and saves 2,000 on SLOAD.
 */
export const TINY_GAS = 26_389 + 26_389 + 28_689 + 21_000;
export const TINY_RECEIPTS_ROOT =
  "0xf9a95e06f6e43b59e375aec8ec6d48773edec0d4926d39c100db061615155e3e";

export type Json = Record<string, unknown>;

/**
 * A block as a file has it, by hand: three senders call a counter, each in another type of
 * transaction, and a fourth, who conflicts with nobody, sends 1 wei to somebody.
 */
export function tinyBlock(changes: Json = {}): Json {
  return {
    number: 17_100_000,
    hash: word(0xb1),
    hardfork: "shanghai",
    env: tinyEnvironment(),
    txs: [
      {
        ...call(1),
        type: 0,
        gasPrice: "0x64",
        chainId: "0x1",
        sig: { v: "0x25", r: "0x1", s: "0x1" },
      },
      { ...call(2), type: 1, gasPrice: "0x64", accessList: [] },
      { ...call(3), type: 2, ...FEES, accessList: [{ address: COUNTER, storageKeys: [word(0)] }] },
      { ...call(4), type: 2, ...FEES, to: account(0x99), value: "0x1", gas: 21_000 },
    ],
    pre: {
      [account(1)]: user(),
      [account(2)]: user(),
      [account(3)]: user(),
      [account(4)]: user(),
      [COUNTER]: { balance: "0x0", nonce: 1, codeHash: COUNTER_HASH, storage: { "0x0": "0x7" } },
    },
    codes: { [COUNTER_HASH]: COUNTER_CODE },
    blockHashes: {},
    expected: { gasUsed: TINY_GAS, receiptsRoot: TINY_RECEIPTS_ROOT },
    ...changes,
  };
}

export function tinyEnvironment(changes: Json = {}): Json {
  return {
    coinbase: account(0xfe),
    timestamp: 1_682_000_000,
    gasLimit: 30_000_000,
    difficulty: "0x0",
    mixHash: word(0xaa),
    parentHash: word(0xb0),
    baseFeePerGas: "0x7",
    ...changes,
  };
}

export function account(number: number): `0x${string}` {
  return `0x${number.toString(16).padStart(40, "0")}`;
}

export function word(number: number): `0x${string}` {
  return `0x${number.toString(16).padStart(64, "0")}`;
}

const FEES = { maxFeePerGas: "0x64", maxPriorityFeePerGas: "0x2" };

function user(): Json {
  return { balance: "0xde0b6b3a7640000", nonce: 0, storage: {} };
}

/** Without type and price. */
function call(sender: number): Json {
  return {
    from: account(sender),
    to: COUNTER,
    nonce: 0,
    gas: 100_000,
    value: "0x0",
    data: "0x",
    hash: word(0x700 + sender),
  };
}
