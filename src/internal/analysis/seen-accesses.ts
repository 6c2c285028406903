import type { AccessSet, Read, Write } from "../model/access-set.ts";
import type { Address, LocationKey } from "../model/location.ts";
import type { EngineProfile } from "../model/profile.ts";

/** What a transaction depends on at one location. `any`: that nobody writes there, whatever the value. */
export type Need = Read | { readonly location: LocationKey; readonly kind: "any" };

/** What an engine takes a transaction to depend on, and to write. */
export interface SeenAccesses {
  /** One a location. */
  readonly needs: ReadonlyMap<LocationKey, Need>;
  readonly writes: readonly Write[];
}

/** A transaction's accesses with the eyes of an engine. `coinbase`: of its block. */
export function seenAccesses(
  profile: EngineProfile,
  accesses: AccessSet,
  coinbase: Address,
): SeenAccesses {
  const fee = `balance:${coinbase}`;
  const needs = strongestReads(accesses.reads);
  const writes = writesSeen(profile, accesses, fee);
  if (profile.balances === "keys") needAnyBalance(needs);
  if (profile.validation === "key") needWritten(needs, writes);
  if (profile.accountChanges.length > 0) needAccounts(needs, writes, profile, fee);
  return { needs, writes };
}

/** One read a location: an exact one says all, of the others the greatest need. */
function strongestReads(reads: readonly Read[]): Map<LocationKey, Need> {
  const strongest = new Map<LocationKey, Read>();
  for (const read of reads) {
    const known = strongest.get(read.location);
    if (known?.kind === "exact") continue;
    if (known === undefined || read.kind === "exact" || read.value > known.value) {
      strongest.set(read.location, read);
    }
  }
  return strongest;
}

function writesSeen(
  { netZeroWrites, balances }: EngineProfile,
  { reads, writes, netZeroWrites: unchanged = [] }: AccessSet,
  fee: LocationKey,
): readonly Write[] {
  const seen =
    balances === "sums"
      ? writes
      : writes.map((write) => (isKey(write, fee) ? { ...write, kind: "set" as const } : write));
  if (!netZeroWrites || unchanged.length === 0) return seen;
  const values = new Map(reads.map(({ location, value }) => [location, value]));
  const again = unchanged.map((location): Write => {
    return { location, kind: "set", value: values.get(location) ?? 0n };
  });
  return [...seen, ...again];
}

/** A change of nothing is none: what was paid came back. */
function isKey({ location, kind, value }: Write, fee: LocationKey): boolean {
  return kind === "add" && value !== 0n && location !== fee;
}

function needAnyBalance(needs: Map<LocationKey, Need>): void {
  for (const [location, { kind }] of needs) {
    if (kind === "at-least") needs.set(location, { location, kind: "any" });
  }
}

/** Existence is worked out of other locations: no engine has a key for it. */
function needWritten(needs: Map<LocationKey, Need>, writes: readonly Write[]): void {
  for (const { location, kind } of writes) {
    if (kind === "add" || needs.has(location) || location.startsWith("existence:")) continue;
    needs.set(location, { location, kind: "any" });
  }
}

function needAccounts(
  needs: Map<LocationKey, Need>,
  writes: readonly Write[],
  { accountChanges }: EngineProfile,
  fee: LocationKey,
): void {
  const touched = new Set<string>();
  for (const location of needs.keys()) touched.add(addressOf(location));
  for (const { location, kind } of writes) {
    if (kind === "set" || location !== fee) touched.add(addressOf(location));
  }
  for (const address of touched) {
    for (const change of accountChanges) {
      const location = `${change}:${address}`;
      // A value that was read is compared, where values are.
      if (needs.get(location)?.kind !== "exact") needs.set(location, { location, kind: "any" });
    }
  }
}

/** Of `storage:<address>:<slot>` and `<kind>:<address>`. */
function addressOf(location: LocationKey): string {
  return location.split(":", 2)[1] ?? "";
}
