import type {
  AccountAccess,
  BlockAccessList,
  Change,
  CodeChange,
} from "../model/block-access-list.ts";
import type { ScenarioExecution } from "../model/execution.ts";
import { type Address, type Hex, parseLocationKey } from "../model/location.ts";
import { remember } from "../primitives/remember.ts";
import { toQuantity, toWord } from "../primitives/hex.ts";

/** Code by its keccak256; 0 stands for none. */
export type CodeOf = (hash: bigint) => Hex;

interface OpenAccount {
  readonly storage: Map<Hex, Change[]>;
  readonly reads: Set<Hex>;
  readonly balances: Change[];
  readonly nonces: Change[];
  readonly codes: CodeChange[];
  balance: bigint;
}

/**
 * The access list of an executed block (https://eips.ethereum.org/EIPS/eip-7928). All of its transactions must have
 * been run.
 */
export function blockAccessList(
  { scenario, transactions }: ScenarioExecution,
  codeOf: CodeOf,
): BlockAccessList {
  const accounts = new Map<Address, OpenAccount>();
  const account = (address: Address) =>
    remember(accounts, address, () => openAccount(scenario.preState.get(address)?.balance ?? 0n));
  for (const [position, { result }] of transactions.entries()) {
    if (result === undefined) throw new Error("A result is missing");
    const index = toQuantity(BigInt(position + 1));
    const { from, to } = scenario.transactions[position]?.fields ?? {};
    for (const one of [from, to]) if (one !== undefined) account(one);
    for (const { location } of result.accesses.reads) {
      const parsed = parseLocationKey(location);
      const { reads } = account(parsed.address);
      if (parsed.kind === "storage") reads.add(parsed.slot);
    }
    for (const { location, kind, value } of result.accesses.writes) {
      const parsed = parseLocationKey(location);
      const open = account(parsed.address);
      switch (parsed.kind) {
        case "storage":
          remember(open.storage, parsed.slot, () => []).push({ index, value: toWord(value) });
          break;
        case "balance":
          open.balance = kind === "add" ? open.balance + value : value;
          if (kind === "set" || value !== 0n) {
            open.balances.push({ index, value: toQuantity(open.balance) });
          }
          break;
        case "nonce":
          open.nonces.push({ index, value: toQuantity(value) });
          break;
        case "code":
          open.codes.push({ index, code: codeOf(value) });
          break;
        case "existence":
          break;
      }
    }
  }
  return [...accounts].sort(byKey).map(([address, open]) => close(address, open));
}

function openAccount(balance: bigint): OpenAccount {
  return { storage: new Map(), reads: new Set(), balances: [], nonces: [], codes: [], balance };
}

function close(address: Address, open: OpenAccount): AccountAccess {
  const { storage, reads, balances, nonces, codes } = open;
  return {
    address,
    storageChanges: [...storage].sort(byKey).map(([key, changes]) => ({ key, changes })),
    storageReads: [...reads].filter((slot) => !storage.has(slot)).sort(),
    balanceChanges: balances,
    nonceChanges: nonces,
    codeChanges: codes,
  };
}

function byKey([a]: readonly [Hex, unknown], [b]: readonly [Hex, unknown]): number {
  return a < b ? -1 : 1;
}
