import type { Frame } from "../model/access-set.ts";
import type { Address, Hex } from "../model/location.ts";
import { shortContract } from "../model/short-contract.ts";
import type { CallArgument } from "./call-arguments.ts";
import type { IndexArguments } from "./index-arguments.ts";
import { addressIn, isZero } from "./show-literal.ts";
import type { Key } from "./storage-path.ts";

/** Numbers from here on do not agree by chance, whatever their types. */
export const TELLING = 1n << 64n;

/** Numbers below are counts, ids and amounts, and equal each other by chance. */
const SMALL = 1n << 16n;

export interface KeyOrigins {
  /** The frame of the access and those that called it, innermost first. */
  readonly frames: readonly Frame[];
  readonly sender: Address;
  argumentsOf(frame: Frame): readonly CallArgument[];
  /** Fully qualified; undefined where it is not known. */
  contractOf(frame: Frame): string | undefined;
  /** The word for an account that has one of its own, whoever calls. */
  partyOf(account: Address): string | undefined;
  /** Names that stand in the brackets of the accessing expression: `pools[pid]`. */
  readonly indexNames: ReadonlySet<string>;
  /** What can get into those brackets: of a small number it is not enough to equal an argument. */
  readonly indexArguments: IndexArguments;
}

/**
 * Where a key comes from: `msg.sender`, or `Vault` if that is the contract that called, `arg:pid`, `address(this)`,
 * `tx.origin`; or the word that the account has. Undefined when it is none of these.
 */
export function explainKey(key: Key, origins: KeyOrigins): string | undefined {
  // A zero is the default of everything: that it equals an argument says nothing by itself.
  if (isZero(key)) return argumentInBrackets(key, origins) ?? argumentBehind(key, origins);
  const account = addressIn(key);
  const party = account && origins.partyOf(account);
  if (party !== undefined) return party;
  const [frame] = origins.frames;
  if (frame !== undefined && isAddress(key, frame.caller)) return callerOf(frame, origins);
  for (const candidate of origins.frames) {
    const fitting = origins
      .argumentsOf(candidate)
      .filter((argument) => fits(key, argument, origins));
    const best = fitting.find(({ name }) => origins.indexNames.has(lastName(name))) ?? fitting[0];
    if (best !== undefined) return `arg:${best.name}`;
  }
  if (frame !== undefined && isAddress(key, frame.address)) return "address(this)";
  return isAddress(key, origins.sender) ? "tx.origin" : undefined;
}

/** What Solidity calls `msg.sender`: a user, or else a contract, whose entry is not that of each user. */
export function callerOf({ caller }: Frame, origins: KeyOrigins): string {
  const calling = origins.frames.slice(1).find(({ address }) => address === caller);
  const contract = calling && origins.contractOf(calling);
  return contract === undefined
    ? (origins.partyOf(caller) ?? "msg.sender")
    : shortContract(contract);
}

/** An argument of this value that is written in the brackets: `pools[pid]` with a `pid` of 0. */
export function argumentInBrackets(key: Key, origins: KeyOrigins): string | undefined {
  const found = origins.frames
    .flatMap((frame) => origins.argumentsOf(frame))
    .find(
      (argument) => fits(key, argument, origins) && origins.indexNames.has(lastName(argument.name)),
    );
  return found && `arg:${found.name}`;
}

/** An argument of this value that is known to get into the brackets: `pool.total` with a `pool` that is `pools[pid]`. */
function argumentBehind(key: Key, origins: KeyOrigins): string | undefined {
  const possible = possibleFor(key, origins);
  const found = origins.frames
    .flatMap((frame) => origins.argumentsOf(frame))
    .find((argument) => fits(key, argument, origins) && possible?.has(rootName(argument.name)));
  return found && `arg:${found.name}`;
}

function possibleFor(
  { type }: Key,
  { indexArguments }: KeyOrigins,
): ReadonlySet<string> | undefined {
  return type.kind === "index" ? indexArguments.arrays : indexArguments.mappings;
}

function isAddress(key: Key, address: Address): boolean {
  return key.type.kind !== "string" && key.type.kind !== "bytes" && key.data === toWordOf(address);
}

function fits(key: Key, argument: CallArgument, origins: KeyOrigins): boolean {
  if (key.data !== argument.data) return false;
  if (key.type.kind === "string" || key.type.kind === "bytes") {
    return argument.kind === "string" || argument.kind === "bytes";
  }
  if (argument.kind === "string" || argument.kind === "bytes") return false;
  const isPossible = possibleFor(key, origins)?.has(rootName(argument.name));
  if (BigInt(key.data) < SMALL && isPossible === false) return false;
  // Then it is converted on the way: `bytes32(id)`.
  if (isPossible === true) return true;
  return kindOfArgument(key.type.kind) === argument.kind || BigInt(key.data) >= TELLING;
}

function kindOfArgument(
  kind: Exclude<Key["type"]["kind"], "string" | "bytes">,
): CallArgument["kind"] {
  switch (kind) {
    case "unsigned":
    case "signed":
    case "index":
      return "number";
    case "address":
    case "bool":
    case "fixed-bytes":
      return kind;
  }
}

/** `order` of `order.maker`, `ids` of `ids[*]`. */
export function rootName(name: string): string {
  return name.split(/[.[]/)[0] ?? name;
}

/** `maker` of `order.maker`. */
function lastName(name: string): string {
  return name.replaceAll("[*]", "").split(".").at(-1) ?? name;
}

function toWordOf(address: Address): Hex {
  return `0x${address.slice(2).padStart(64, "0")}`;
}
