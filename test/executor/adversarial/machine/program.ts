import type { Address, Hex } from "../../../../src/internal/model/location.ts";

/** One step of a program for the machine (machine.yul), as hex digits. */
export type Step = string;

/** Call data that has a machine do these steps, and give back a digest of all that it saw. */
export function program(...steps: readonly Step[]): Hex {
  return `0x${steps.join("")}`;
}

export const set = (slot: number, value: number): Step => `01${u1(slot)}${u2(value)}`;
export const add = (slot: number, value: number): Step => `02${u1(slot)}${u2(value)}`;
/** Reads one slot, and writes its value and one more to another. */
export const copy = (from: number, to: number): Step => `03${u1(from)}${u1(to)}`;
export const see = (slot: number): Step => `04${u1(slot)}`;
export const keepDigest = (slot: number): Step => `05${u1(slot)}`;
/** Adds to a mapping's value: `mapping(address => uint256)` at `slot`. */
export const credit = (key: Address, slot: number, value: number): Step =>
  `06${digits(key)}${u1(slot)}${u2(value)}`;
/** Writes to one of eight slots: which one depends on the value of `index`. */
export const setAt = (index: number, value: number): Step => `07${u1(index)}${u2(value)}`;
export const keepMade = (slot: number): Step => `08${u1(slot)}`;
/** Takes the address in a slot for the contract created last. */
export const recallMade = (slot: number): Step => `09${u1(slot)}`;

export const seeBalance = (address: Address): Step => `10${digits(address)}`;
/** Istanbul. */
export const seeSelfBalance: Step = "11";
export const seeCodeSize = (address: Address): Step => `12${digits(address)}`;
/** Constantinople. */
export const seeCodeHash = (address: Address): Step => `13${digits(address)}`;
export const seeCode = (address: Address): Step => `14${digits(address)}`;
export const seeBlockHash = (back: number): Step => `15${u1(back)}`;
export const seeCoinbaseBalance: Step = "16";
export const seeEnvironment: Step = "17";
/** What is left: tells any difference in gas from all that was charged before. */
export const seeGas: Step = "18";
/** Cancun. */
export const seeBlobs = (index: number): Step => `19${u1(index)}`;
/** London. */
export const seeBaseFee: Step = "1a";
export const seeMade: Step = "1b";

export interface CallOptions {
  /** `call` unless told otherwise. */
  readonly kind?: CallKind;
  /** In wei. */
  readonly value?: bigint;
  /** All unless told otherwise. */
  readonly gas?: number;
  readonly data?: Hex;
}

export type CallKind = "call" | "callcode" | "delegatecall" | "staticcall";

const CALL_KINDS: readonly CallKind[] = ["call", "callcode", "delegatecall", "staticcall"];

/** Goes on when the call fails. */
export const call = (to: Address, options: CallOptions = {}): Step =>
  `20${digits(to)}${callDigits(options)}`;
/** Reverts when the call fails. */
export const mustCall = (to: Address, options: CallOptions = {}): Step =>
  `21${digits(to)}${callDigits(options)}`;
export const callMade = (options: CallOptions = {}): Step => `22${callDigits(options)}`;
export const callSelf = (options: CallOptions = {}): Step => `26${callDigits(options)}`;
export const create = (initCode: Hex, value = 0n): Step => `23${u8(value)}${sized(initCode)}`;
/** Constantinople. */
export const create2 = (salt: number, initCode: Hex, value = 0n): Step =>
  `24${u1(salt)}${u8(value)}${sized(initCode)}`;
/** Sends a part of the balance that it finds. */
export const payShare = (to: Address, divisor: number): Step => `25${digits(to)}${u1(divisor)}`;

export const selfDestruct = (heir: Address): Step => `30${digits(heir)}`;
export const selfDestructToSelf: Step = "31";
export const revert: Step = "32";
export const invalid: Step = "33";
export const burnGas: Step = "34";
export const stop: Step = "35";
export const overflowStack: Step = "36";
export const underflowStack: Step = "37";
export const jumpNowhere: Step = "38";
export const selfDestructToMade: Step = "39";

export const log = (topics: number): Step => `40${u1(topics)}`;
/** Cancun. */
export const setTransient = (slot: number, value: number): Step => `41${u1(slot)}${u2(value)}`;
/** Cancun. */
export const seeTransient = (slot: number): Step => `42${u1(slot)}`;
export const touchMemory = (offset: number): Step => `43${u4(offset)}`;
/** Cancun. */
export const copyMemory = (length: number): Step => `44${u2(length)}`;
export const hashMemory = (length: number): Step => `45${u4(length)}`;

/** Not to be nested. */
export function repeat(times: number, ...steps: readonly Step[]): Step {
  const body = steps.join("");
  return `50${u1(times)}${u2(body.length / 2)}${body}`;
}

/** Only when the slot holds an odd number. */
export function ifOdd(slot: number, ...steps: readonly Step[]): Step {
  const body = steps.join("");
  return `51${u1(slot)}${u2(body.length / 2)}${body}`;
}

export const stopIfGasBelow = (gas: number): Step => `52${u4(gas)}`;

function callDigits({ kind = "call", value = 0n, gas = 0, data = "0x" }: CallOptions): string {
  return `${u1(CALL_KINDS.indexOf(kind))}${u8(value)}${u4(gas)}${sized(data)}`;
}

function sized(data: Hex): string {
  return `${u2((data.length - 2) / 2)}${digits(data)}`;
}

function digits(hex: Hex): string {
  return hex.slice(2);
}

const u1 = (value: number) => unsigned(value, 1);
const u2 = (value: number) => unsigned(value, 2);
const u4 = (value: number) => unsigned(value, 4);
const u8 = (value: bigint) => unsigned(value, 8);

function unsigned(value: number | bigint, bytes: number): string {
  const hex = value.toString(16).padStart(2 * bytes, "0");
  if (hex.length > 2 * bytes) throw new Error(`${value} does not fit into ${bytes} bytes`);
  return hex;
}
